// Functions for AWS' own runtime client, with which the tests see whether their Runtime API is like Lambda's.

export const streamed = awslambda.streamifyResponse(async (event, raw, context) => {
    const out = awslambda.HttpResponseStream.from(raw, {
        statusCode: 201,
        headers: { "content-type": "text/event-stream" },
        cookies: ["a=1", "b=2"],
    });
    out.write(`data: ${event.word}\n\n`);
    await new Promise(passed => setTimeout(passed, 1000));
    out.write(`data: ${context.getRemainingTimeInMillis() > 0}\n\n`);
    out.end();
});

export const broken = awslambda.streamifyResponse(async (event, raw) => {
    const out = awslambda.HttpResponseStream.from(raw, { statusCode: 200, headers: { "content-type": "text/plain" } });
    out.write("one");
    await new Promise(passed => setTimeout(passed, 100));
    throw new Error("out of words");
});

export const empty = awslambda.streamifyResponse(async (event, raw) => {
    awslambda.HttpResponseStream.from(raw, { statusCode: 204 }).end();
});

export const buffered = async event => ({ statusCode: 200, body: `${event.word}`, cookies: ["a=1"] });

export const refusing = async () => {
    throw new TypeError("no such thing");
};
