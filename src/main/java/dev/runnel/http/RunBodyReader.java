package dev.runnel.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * Reads a {@link RunBody}, and no further than it takes to see that it is too large. Quarkus REST calls it on a worker
 * thread for a body that has not come as a whole with its head. Public for the same reason as {@link Negotiation}.
 */
@Singleton
@jakarta.ws.rs.ext.Provider
public class RunBodyReader implements MessageBodyReader<RunBody> {

    private final Provider<BodyLimit> limit;

    /** Readers are made before the configuration for run time is there. */
    @Inject
    RunBodyReader(Provider<BodyLimit> limit) {
        this.limit = limit;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == RunBody.class;
    }

    /** @throws ProblemException with status 413 for a body that is too large */
    @Override
    public RunBody readFrom(Class<RunBody> type, Type generic, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        byte[] json = limit.get().read(body);
        if (json.length > limit.get().bytes()) {
            UnreadBody.leave(CurrentRequestManager.get().unwrap(RoutingContext.class));
            ProblemException refused = limit.get().tooLarge().exception();
            throw Endpoint.at(CurrentRequestManager.get().getPathWithoutPrefix()).map(endpoint -> endpoint.refusal(refused))
                    .orElse(refused);
        }
        return new RunBody(json);
    }
}
