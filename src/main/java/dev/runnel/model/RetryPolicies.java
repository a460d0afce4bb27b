package dev.runnel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ready policies, as in the Agents SDK.
 *
 * <pre>{@code
 * RetryPolicy policy = RetryPolicies.any(RetryPolicies.networkError(), RetryPolicies.httpStatus(429, 502, 503));
 * }</pre>
 */
public final class RetryPolicies {

    private RetryPolicies() {
    }

    /** No failed call is made again. */
    public static RetryPolicy never() {
        return failed -> RetryDecision.giveUp();
    }

    /**
     * As the provider suggests, see {@link RetryPolicyContext#isSuggested()}. Where it says no, no other policy that this one
     * is put together with has a say.
     */
    public static RetryPolicy providerSuggested() {
        return failed -> failed.isSuggested()
                .map(suggested -> suggested ? RetryDecision.retry() : RetryDecision.veto())
                .orElse(RetryDecision.giveUp());
    }

    /** After a connection that broke or did not come about, and after a timeout. */
    public static RetryPolicy networkError() {
        return failed -> when(failed.isNetworkError() || failed.isTimeout());
    }

    /** Where the provider says how long to wait. */
    public static RetryPolicy retryAfter() {
        return failed -> failed.retryAfter().map(RetryDecision::retryAfter).orElse(RetryDecision.giveUp());
    }

    /** After a refusal with one of these statuses. */
    public static RetryPolicy httpStatus(int... statuses) {
        Set<Integer> these = Arrays.stream(statuses).boxed().collect(Collectors.toUnmodifiableSet());
        return failed -> when(failed.status().isPresent() && these.contains(failed.status().getAsInt()));
    }

    /** If one of these says so; the last delay that one of them names counts. Without any, never. */
    public static RetryPolicy any(RetryPolicy... policies) {
        List<RetryPolicy> each = List.of(policies);
        return failed -> {
            Optional<RetryDecision> retry = Optional.empty();
            for (RetryPolicy policy : each) {
                RetryDecision decision = policy.decide(failed);
                if (decision.isVeto()) {
                    return decision;
                }
                if (decision.isRetry()) {
                    retry = retry.map(before -> before.and(decision)).or(() -> Optional.of(decision));
                }
            }
            return retry.orElse(RetryDecision.giveUp());
        };
    }

    /** If all of these say so; the last delay that one of them names counts. Without any, never. */
    public static RetryPolicy all(RetryPolicy... policies) {
        List<RetryPolicy> each = List.of(policies);
        return failed -> {
            RetryDecision retry = each.isEmpty() ? RetryDecision.giveUp() : RetryDecision.retry();
            for (RetryPolicy policy : each) {
                RetryDecision decision = policy.decide(failed);
                if (!decision.isRetry()) {
                    return decision;
                }
                retry = retry.and(decision);
            }
            return retry;
        };
    }

    private static RetryDecision when(boolean retry) {
        return retry ? RetryDecision.retry() : RetryDecision.giveUp();
    }
}
