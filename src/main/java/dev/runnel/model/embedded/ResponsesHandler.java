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
import java.time.Duration;
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
    private final EmbeddedSettings settings;
    private final AtomicInteger openStreams = new AtomicInteger();

    ResponsesHandler(Vertx vertx, Answers answers, EmbeddedSettings settings) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.answers = Objects.requireNonNull(answers, "answers");
        this.settings = Objects.requireNonNull(settings, "settings");
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
            Answer answer = answers.to(request);
            boolean streamed = request.path("stream").asBoolean(false);
            after(answer.directions().delay().orElse(settings.delay()), response, () -> send(answer, streamed, response));
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

    private void after(Duration delay, HttpServerResponse response, Runnable sending) {
        if (delay.isZero()) {
            sending.run();
            return;
        }
        long timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> sending.run());
        response.closeHandler(gone -> vertx.cancelTimer(timer));
    }

    private void send(Answer answer, boolean streamed, HttpServerResponse response) {
        if (answer.directions().status().isPresent()) {
            reject(response, Rejection.asked(answer.directions().status().getAsInt()));
        } else if (streamed) {
            stream(answer, response);
        } else if (answer.response().isMissingNode()) {
            response.reset(); // cut
        } else {
            response.putHeader("content-type", "application/json").end(Buffer.buffer(Tree.bytes(answer.response())));
        }
    }

    private void stream(Answer answer, HttpServerResponse response) {
        openStreams.incrementAndGet();
        Pace pace = new Pace(answer.directions().wordsPerSecond().orElse(settings.wordsPerSecond()), System::nanoTime);
        response.putHeader("content-type", "text/event-stream; charset=utf-8").putHeader("cache-control", "no-store");
        new PacedStream(vertx, response, answer.events(), pace, openStreams::decrementAndGet).start();
    }

    private static void reject(HttpServerResponse response, Rejection rejection) {
        if (rejection.isPassing()) {
            response.putHeader("retry-after", "1");
        }
        response.setStatusCode(rejection.status()).putHeader("content-type", "application/json")
                .end(Buffer.buffer(rejection.body()));
    }
}
