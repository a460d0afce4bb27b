package dev.runnel.model;

/**
 * Decides whether a call of the model that failed is made again. {@link RetryPolicies} has the ready ones; an own one is a
 * function, which is called on an event loop and must not block. It must be safe for use by many runs at once.
 */
@FunctionalInterface
public interface RetryPolicy {

    /** @param context what failed, and how often */
    RetryDecision decide(RetryPolicyContext context);
}
