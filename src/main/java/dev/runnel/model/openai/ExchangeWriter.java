package dev.runnel.model.openai;

import io.vertx.core.http.HttpClientRequest;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.client.impl.RestClientRequestContext;
import org.jboss.resteasy.reactive.client.spi.ClientMessageBodyWriter;

/**
 * Writes an exchange's request body, and shows the exchange its Vert.x request just before that is sent. A provider class
 * rather than one registered on the interface, so that its type is resolved at build time.
 */
@Provider
@ConstrainedTo(RuntimeType.CLIENT)
public final class ExchangeWriter implements ClientMessageBodyWriter<Exchange> {

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == Exchange.class;
    }

    @Override
    public void writeTo(Exchange exchange, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream out, RestClientRequestContext context) throws IOException {
        HttpClientRequest request = context.getHttpClientRequest();
        exchange.sending(request, () -> TakeOver.of(exchange, request, context.getResponseEntityStream()));
        writeTo(exchange, type, genericType, annotations, mediaType, headers, out);
    }

    @Override
    public void writeTo(Exchange exchange, Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, Object> headers, OutputStream out) throws IOException {
        exchange.write(out);
    }
}
