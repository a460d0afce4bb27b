package dev.runnel.model.openai;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes an answer's body out of the REST client's hands. The client collects every body except an {@link InputStream}; for
 * that it has begun to read: one chunk at most.
 */
final class TakeOver {

    private TakeOver() {
    }

    /** On the answer's event loop; does nothing while there is no answer, and nothing the second time. */
    static void of(Exchange exchange, HttpClientRequest request, InputStream stream) {
        HttpClientResponse response = request.response().result();
        if (response == null || stream == null || exchange.isAnswered()) {
            return;
        }
        response.pause();
        Buffer begun = alreadyRead(stream);
        response.pause();
        if (!response.end().succeeded()) {
            response.handler(null).endHandler(null).exceptionHandler(null);
        }
        exchange.answered(response, begun);
    }

    /** On an event loop the client's stream gives what it has, and refuses to wait for more. */
    private static Buffer alreadyRead(InputStream stream) {
        Buffer begun = Buffer.buffer();
        byte[] piece = new byte[8192];
        try {
            for (int n; (n = stream.read(piece)) > 0;) {
                begun.appendBytes(piece, 0, n);
            }
        } catch (IllegalStateException | IOException nothingMore) {
            // refused to wait (BlockingNotAllowedException), or broken: then the response itself reports it too
        }
        return begun;
    }
}
