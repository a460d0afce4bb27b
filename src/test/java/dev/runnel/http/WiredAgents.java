package dev.runnel.http;

import dev.runnel.agent.Agent;
import dev.runnel.model.Model;
import dev.runnel.model.openai.ModelApi;
import dev.runnel.model.openai.ResponsesModels;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;

/** An agent whose model is the ordinary client, pointed at the server of a test. */
@Singleton
class WiredAgents {

    private final ResponsesModels models;
    private volatile Model model;

    WiredAgents(ResponsesModels models) {
        this.models = models;
    }

    void callAt(String url) {
        model = models.of("model", QuarkusRestClientBuilder.newBuilder().baseUri(URI.create(url)).build(ModelApi.class), "test");
    }

    @Produces
    @Singleton
    @Named("wired")
    Agent wired() {
        return Agent.named("Wired").model(request -> model.stream(request)).build();
    }
}
