package dev.runnel.model.openai;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.function.BiFunction;
import org.eclipse.microprofile.config.Config;

/** One provider, ready to be called: its REST client, that client's config key, and how long it may take. Immutable. */
final class ModelClient {

    private final String configKey;
    private final ModelApi api;
    private final String base; // null for the configured one
    private final Extras extras;
    private final ModelTimeouts timeouts;
    private final Config config;
    private final Vertx vertx;

    ModelClient(String configKey, ModelApi api, ModelTimeouts timeouts, Config config, Vertx vertx) {
        this(configKey, api, null, Extras.NONE, timeouts, config, vertx);
    }

    private ModelClient(String configKey, ModelApi api, String base, Extras extras, ModelTimeouts timeouts, Config config,
            Vertx vertx) {
        this.configKey = Objects.requireNonNull(configKey, "configKey");
        this.api = Objects.requireNonNull(api, "api");
        this.base = base;
        this.extras = extras;
        this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
        this.config = Objects.requireNonNull(config, "config");
        this.vertx = Objects.requireNonNull(vertx, "vertx");
    }

    /** The same provider's client, at another base URL than the configured one. */
    ModelClient at(String base) {
        return new ModelClient(configKey, api, Objects.requireNonNull(base, "base"), extras, timeouts, config, vertx);
    }

    /** The same client, whose calls carry this too. */
    ModelClient with(Extras extras) {
        return new ModelClient(configKey, api, base, extras, timeouts, config, vertx);
    }

    /**
     * The raw chunks of an event stream with which the Responses API answers this body; every subscription is a new call.
     */
    Multi<Buffer> responses(byte[] body) {
        return streamed(api::responses, body);
    }

    /** As {@link #responses}, from the Chat Completions API. */
    Multi<Buffer> chatCompletions(byte[] body) {
        return streamed(api::chatCompletions, body);
    }

    private Multi<Buffer> streamed(BiFunction<String, Exchange, Uni<?>> endpoint, byte[] body) {
        return new StreamedCall(this, exchange -> {
            exchange.authorized(api.authorization(), extras);
            return endpoint.apply(base, exchange);
        }, Objects.requireNonNull(body, "body"));
    }

    ModelTimeouts timeouts() {
        return timeouts;
    }

    Vertx vertx() {
        return vertx;
    }

    Faults faults() {
        return new Faults(configKey, config);
    }
}
