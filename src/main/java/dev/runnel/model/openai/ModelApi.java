package dev.runnel.model.openai;

import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The model's HTTP face, configured by {@code quarkus.rest-client.model.*}. For another provider, extend this interface and
 * give the new one its own {@code @RegisterRestClient(configKey = …)}, and its own {@link #authorization()} if its key
 * differs.
 */
@RegisterRestClient(configKey = "model")
public interface ModelApi {

    /**
     * Starts a streamed answer of the Responses API. Only this package calls it: the body of the answer comes through the
     * exchange, not as the entity.
     *
     * @param base the base URL of this one call, or null for the configured one
     * @param exchange an {@link Exchange}: what to send, and who gets the answer. (Not declared as such: of a declared class
     *     Quarkus would make all fields, and theirs, accessible in a native image, as if it were written as JSON.)
     */
    @POST
    @Path("/responses")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    Uni<RestResponse<InputStream>> responses(@Url String base, StreamingOutput exchange);

    /** As {@link #responses}, of the Chat Completions API. */
    @POST
    @Path("/chat/completions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    Uni<RestResponse<InputStream>> chatCompletions(@Url String base, StreamingOutput exchange);

    /**
     * The value of the Authorization header: {@code Bearer} and the key of {@code runnel.api-key} (by default that of
     * {@code OPENAI_API_KEY}); nothing, and so no such header, if there is no key. A filter or a configured header of that
     * name wins. (Not a {@code @ClientHeaderParam}: that is not found by clients that extend this one.)
     *
     * @throws IllegalStateException if the key holds a character that no header may carry
     */
    default Optional<String> authorization() {
        return ApiKey.configured("runnel.api-key").map(ApiKey::bearer);
    }
}
