package dev.runnel.model;

import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.function.Function;

/**
 * Decides whether a call of the model that failed is made again. {@link RetryPolicies} has the ready ones; an own one is a
 * function. It must be safe for use by many runs at once.
 */
@FunctionalInterface
public interface RetryPolicy {

    /**
     * The decision. Called on an event loop, so it must not block; the decision may come from any thread. Cancelled when the
     * run ends meanwhile. A failure, or null, fails the call.
     *
     * @param context what failed, and how often
     */
    Uni<RetryDecision> decide(RetryPolicyContext context);

    /** One whose decision is at hand. */
    static RetryPolicy of(Function<RetryPolicyContext, RetryDecision> decision) {
        Objects.requireNonNull(decision, "decision");
        return failed -> Uni.createFrom().item(decision.apply(failed));
    }
}
