package dev.runnel.model.openai;

import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

/**
 * A model behind the Responses API: {@code POST {base}/responses} with {@code stream: true}. The application's default model
 * is one of these, configured by {@code quarkus.rest-client.model.*} and {@code runnel.*}. Thread-safe.
 */
public final class ResponsesModel implements Model {

    private final Uni<ModelClient> client;
    private final String defaultName;

    /**
     * @param client who is called; asked for in every call
     * @param defaultName the provider's name of the model that is meant where a request names none
     */
    ResponsesModel(Uni<ModelClient> client, String defaultName) {
        this.client = Objects.requireNonNull(client, "client");
        this.defaultName = Objects.requireNonNull(defaultName, "defaultName");
    }

    @Override
    public Multi<ModelEvent> stream(ModelRequest request) {
        byte[] body = ResponsesRequest.body(request, defaultName);
        return new ResponseStream(client.map(found -> found.with(Extras.of(request.settings())).responses(body)));
    }
}
