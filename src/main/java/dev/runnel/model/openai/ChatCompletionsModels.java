package dev.runnel.model.openai;

import dev.runnel.model.Model;
import jakarta.inject.Singleton;

/**
 * Makes models of further providers with the Chat Completions API, as {@link ResponsesModels} does for the other one:
 *
 * <pre>{@code
 * @RegisterRestClient(configKey = "local")
 * interface LocalApi extends ModelApi { }
 *
 * @Produces @Singleton @Named("local")
 * Model local(ChatCompletionsModels models, @RestClient LocalApi api) {
 *     return models.of("local", api, "qwen3");
 * }
 * }</pre>
 */
@Singleton
public final class ChatCompletionsModels {

    private final ModelClients clients;

    ChatCompletionsModels(ModelClients clients) {
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
        return new ChatCompletionsModel(clients.client(configKey, api), name);
    }
}
