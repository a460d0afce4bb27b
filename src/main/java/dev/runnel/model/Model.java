package dev.runnel.model;

import io.smallrye.mutiny.Multi;

/**
 * A language model that answers with the events of the Responses format.
 * <p>
 * The SPI for providers: implement it, make it a CDI bean with {@code @Named}, and let agents refer to it
 * by that name.
 */
@FunctionalInterface
public interface Model {

    /**
     * Describes one call; nothing happens before the subscription, and every subscription is a new call.
     * <p>
     * The returned stream obeys demand: no more of the provider's answer is read than was asked for, plus a small bounded
     * buffer. It completes right after the terminal event ({@code response.completed}, {@code response.failed},
     * {@code response.incomplete} or {@code error}); a provider that closes before that is a failure. Cancelling it releases
     * the provider's connection at once. Subscribed on a Vert.x event loop, it signals there.
     * <p>
     * It fails with {@link ModelHttpException}, {@link ModelConnectionException}, {@link ModelTimeoutException} or
     * {@link ModelBehaviorException}; events that arrived before the failure are delivered before it.
     *
     * @param request what to ask; never null
     * @return the model's events in the provider's order
     */
    Multi<ModelEvent> stream(ModelRequest request);
}
