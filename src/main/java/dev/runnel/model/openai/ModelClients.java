package dev.runnel.model.openai;

import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Makes providers ready to be called, with what the application has configured for all of them. */
@Singleton
final class ModelClients {

    private final ModelTimeouts timeouts;
    private final Config config;
    private final Vertx vertx;

    ModelClients(ModelTimeouts timeouts, Config config, Vertx vertx) {
        this.timeouts = timeouts;
        this.config = config;
        this.vertx = vertx;
    }

    ModelClient client(String configKey, ModelApi api) {
        return new ModelClient(configKey, api, timeouts, config, vertx);
    }
}
