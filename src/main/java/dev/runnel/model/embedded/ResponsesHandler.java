package dev.runnel.model.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** {@code POST /v1/responses}, streamed or not; everything else is an error in OpenAI's shape. */
final class ResponsesHandler implements Handler<HttpServerRequest> {

    static final String PATH = "/v1/responses";

    /** It answers on an event loop, so it takes no request that would keep that busy for long. */
    static final int LARGEST_REQUEST = 16 * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(ResponsesHandler.class.getPackageName());

    private final Vertx vertx;
    private final Answers answers;
    private final double wordsPerSecond;
    private final AtomicInteger openStreams = new AtomicInteger();

    ResponsesHandler(Vertx vertx, Answers answers, double wordsPerSecond) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.answers = Objects.requireNonNull(answers, "answers");
        this.wordsPerSecond = wordsPerSecond;
    }

    /** How many answers are being streamed now. */
    int openStreams() {
        return openStreams.get();
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (!PATH.equals(request.path()) || !request.method().equals(HttpMethod.POST)) {
            reject(request.response(), Rejection.noSuchPath(request.method().name(), request.path()));
            return;
        }
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= LARGEST_REQUEST) {
                body.appendBuffer(chunk);
            } else if (!request.response().ended()) {
                request.response().putHeader("connection", "close");
                reject(request.response(), Rejection.tooLarge(LARGEST_REQUEST));
            }
        });
        request.endHandler(end -> {
            if (!request.response().ended()) {
                answer(body.getBytes(), request.response());
            }
        });
    }

    private void answer(byte[] body, HttpServerResponse response) {
        try {
            JsonNode request = parse(body);
            List<ResponseEvent> events = answers.to(request);
            if (request.path("stream").asBoolean(false)) {
                stream(events, response);
            } else {
                JsonNode completed = events.get(events.size() - 1).json().path("response");
                response.putHeader("content-type", "application/json").end(Buffer.buffer(Tree.bytes(completed)));
            }
        } catch (Rejection rejection) {
            reject(response, rejection);
        } catch (RuntimeException e) {
            LOG.error("The embedded model failed to answer", e);
            reject(response, Rejection.ofItself(e));
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Tree.parse(body);
        } catch (JsonProcessingException e) {
            throw Rejection.notJson();
        } catch (IOException e) {
            throw new IllegalStateException("Reading an array of bytes failed", e);
        }
    }

    private void stream(List<ResponseEvent> events, HttpServerResponse response) {
        openStreams.incrementAndGet();
        response.putHeader("content-type", "text/event-stream; charset=utf-8").putHeader("cache-control", "no-store");
        new PacedStream(vertx, response, events, new Pace(wordsPerSecond, System::nanoTime), openStreams::decrementAndGet)
                .start();
    }

    private static void reject(HttpServerResponse response, Rejection rejection) {
        response.setStatusCode(rejection.status()).putHeader("content-type", "application/json")
                .end(Buffer.buffer(rejection.body()));
    }
}
