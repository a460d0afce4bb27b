package dev.runnel.model.openai;

import io.vertx.core.http.HttpClientRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestFilter;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientResponseFilter;

/**
 * The last filter of a request and the first of a response. It takes an answer's body away from the REST client before any
 * other response filter can change the thread. A provider class, because an annotation on {@link ModelApi} would not reach
 * the clients that extend it; it looks at exchanges only.
 */
@Provider
@ConstrainedTo(RuntimeType.CLIENT)
@Priority(Integer.MAX_VALUE)
public final class ExchangeFilter implements ResteasyReactiveClientRequestFilter, ResteasyReactiveClientResponseFilter {

    @Override
    public void filter(ResteasyReactiveClientRequestContext request) {
        if (request.getEntity() instanceof Exchange exchange) {
            exchange.extras().addTo(request);
            exchange.addressed(request.getUri());
            exchange.authorization().ifPresent(value -> request.getHeaders().putIfAbsent("Authorization", List.of(value)));
        }
    }

    @Override
    public void filter(ResteasyReactiveClientRequestContext request, ClientResponseContext answer) {
        HttpClientRequest sent = request.unwrap(HttpClientRequest.class);
        if (request.getEntity() instanceof Exchange exchange && sent != null && answer.getEntityStream() != null) {
            TakeOver.of(exchange, sent, answer.getEntityStream());
            answer.setEntityStream(null);
        }
    }
}
