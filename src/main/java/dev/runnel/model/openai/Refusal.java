package dev.runnel.model.openai;

import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelHttpException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Collects an answer that is no event stream: its status, a few of its headers, and the beginning of its body. */
final class Refusal {

    /** Enough for any error in JSON, with what may stand before its message. */
    static final int LIMIT = 16 * 1024;

    private static final int HEADER_LIMIT = 200;

    private final HttpClientResponse response;
    private final Secrets secrets;
    private final Buffer body = Buffer.buffer();

    Refusal(HttpClientResponse response, Secrets secrets) {
        this.response = response;
        this.secrets = secrets;
    }

    /** A status of 200 and the media type of an event stream, in any spelling and with any parameters. */
    static boolean isEventStream(HttpClientResponse response) {
        String type = response.getHeader("content-type");
        return response.statusCode() == 200 && type != null
                && type.split(";", 2)[0].strip().equalsIgnoreCase("text/event-stream");
    }

    void append(Buffer chunk) {
        body.appendBuffer(chunk, 0, Math.min(chunk.length(), LIMIT - body.length()));
    }

    boolean isFull() {
        return body.length() == LIMIT;
    }

    AgentsException failure() {
        Optional<String> contentType = header("content-type");
        ProviderMessage said = ProviderMessage.of(body.getBytes(), contentType.orElse(""), secrets);
        int status = response.statusCode();
        if (status >= 300) {
            return new ModelHttpException(status, said.text(), said.code(),
                    RetryAfter.of(response.headers()::get, Instant.now()),
                    Stream.of("x-request-id", "request-id", "x-ms-request-id").flatMap(name -> header(name).stream())
                            .findFirst(),
                    header("x-should-retry").filter(value -> value.matches("(?i)true|false")).map(Boolean::valueOf));
        }
        return new ModelBehaviorException("The model answered " + status + " with "
                + contentType.map(type -> "content type " + type).orElse("no content type")
                + " instead of an event stream (200 with text/event-stream)"
                + (said.text().isEmpty() ? "" : ": " + said.text()), said.code());
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(response.getHeader(name))
                .map(value -> ProviderMessage.presentable(value, secrets, HEADER_LIMIT))
                .filter(value -> !value.isEmpty());
    }
}
