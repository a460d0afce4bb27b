package dev.runnel.model.openai;

import dev.runnel.model.Model;
import dev.runnel.model.ModelConfig;
import dev.runnel.model.ModelServer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Makes the models of the provider that {@code quarkus.rest-client.model.*} describes, one for each of its APIs. */
@Singleton
class OpenAiBeans {

    /** The provider; or the server in this process, where one is enabled. */
    @Produces
    @Singleton
    @Named("responses")
    Model responses(ModelClients clients, @RestClient ModelApi api, ModelConfig config, Instance<ModelServer> server) {
        ModelClient provider = clients.client("model", api);
        Uni<ModelClient> client = server.isResolvable() && server.get().isEnabled()
                ? server.get().baseUrl().map(provider::at)
                : Uni.createFrom().item(provider);
        return new ResponsesModel(client, config.defaultModel());
    }

    /** Always the provider: the server in this process knows the other API only. */
    @Produces
    @Singleton
    @Named("chat-completions")
    Model chatCompletions(ModelClients clients, @RestClient ModelApi api, ModelConfig config) {
        return new ChatCompletionsModel(clients.client("model", api), config.defaultModel());
    }
}
