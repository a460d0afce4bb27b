package dev.runnel.model.openai;

import dev.runnel.model.Model;
import dev.runnel.testing.provider.OtherProvider;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A second provider, as an application adds one; with both of its APIs. */
@Singleton
class NamedModelBeans {

    @Produces
    @Singleton
    @Named("another")
    Model another(ResponsesModels models, @RestClient OtherProvider api) {
        return models.of("other", api, "qwen3");
    }

    @Produces
    @Singleton
    @Named("another chat")
    Model anotherChat(ChatCompletionsModels models, @RestClient OtherProvider api) {
        return models.of("other", api, "llama");
    }
}
