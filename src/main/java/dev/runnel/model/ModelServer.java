package dev.runnel.model;

import io.smallrye.mutiny.Uni;

/**
 * A model server inside this process. Where one is enabled, the default model calls it instead of the configured provider,
 * through the very same client.
 */
public interface ModelServer {

    /** Whether it takes the provider's place. Decided once, before the first call. */
    boolean isEnabled();

    /**
     * Where it listens, for example {@code http://127.0.0.1:49152/v1}. The first subscription opens it.
     *
     * @return the base URL; may be asked for from any thread
     */
    Uni<String> baseUrl();
}
