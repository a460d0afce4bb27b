package dev.runnel.model.openai;

import dev.runnel.model.Model;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Makes models of further providers with the Responses API. A provider is a REST client that extends {@link ModelApi} with a
 * config key of its own; its model is a bean with the name by which agents refer to it:
 *
 * <pre>{@code
 * @RegisterRestClient(configKey = "local")
 * interface LocalApi extends ModelApi { }
 *
 * @Produces @Singleton @Named("local")
 * Model local(ResponsesModels models, @RestClient LocalApi api) {
 *     return models.of("local", api, "qwen3");
 * }
 * }</pre>
 */
@Singleton
public final class ResponsesModels {

    private final ModelClients clients;

    ResponsesModels(ModelClients clients) {
        this.clients = clients;
    }

    /**
     * The model of a provider.
     *
     * @param configKey the REST client's config key: {@code quarkus.rest-client.<key>.*} configures it
     * @param api the REST client
     * @param name the provider's name of the model that agents without one of their own use
     */
    public Model of(String configKey, ModelApi api, String name) {
        return new ResponsesModel(Uni.createFrom().item(clients.client(configKey, api)), name);
    }
}
