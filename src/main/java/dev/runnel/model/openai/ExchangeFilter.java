package dev.runnel.model.openai;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientResponseFilter;

/**
 * The last filter of a request and the first of a response. It takes an answer's body away from the REST client before any other
 * response filter can change the thread. The client collects every body except an {@link InputStream}; for that it has
 * begun to read: one chunk at most. A provider class, because an annotation on {@link ModelApi} would not reach the clients
 * that extend it; it looks at exchanges only.
 */
@Provider
@ConstrainedTo(RuntimeType.CLIENT)
@Priority(Integer.MAX_VALUE)
public final class ExchangeFilter implements ResteasyReactiveClientRequestFilter, ResteasyReactiveClientResponseFilter {

    @Override
    public void filter(ResteasyReactiveClientRequestContext request) {
        if (request.getEntity() instanceof Exchange exchange) {
            exchange.addressed(request.getUri());
            exchange.authorization().ifPresent(value -> request.getHeaders().putIfAbsent("Authorization", List.of(value)));
        }
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext request, ClientResponseContext answer) {
        HttpClientRequest sent = request.unwrap(HttpClientRequest.class);
        if (request.getEntity() instanceof Exchange exchange && sent != null && answer.getEntityStream() != null) {
            HttpClientResponse response = sent.response().result();
            response.pause();
            Buffer begun = alreadyRead(answer.getEntityStream());
            response.pause().handler(null).endHandler(null).exceptionHandler(null);
            answer.setEntityStream(null);
            exchange.answered(response, begun);
        }
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
