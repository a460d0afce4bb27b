package dev.runnel.model;

import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
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
        return RetryPolicy.of(failed -> RetryDecision.giveUp());
    }

    /**
     * As the provider suggests, see {@link RetryPolicyContext#isSuggested()}. Where it says no, no other policy that this
     * one is put together with has a say.
     */
    public static RetryPolicy providerSuggested() {
        return RetryPolicy.of(failed -> failed.isSuggested()
                .map(suggested -> suggested ? RetryDecision.retry() : RetryDecision.veto())
                .orElse(RetryDecision.giveUp()));
    }

    /** After a connection that broke or did not come about, and after a timeout. */
    public static RetryPolicy networkError() {
        return RetryPolicy.of(failed -> when(failed.isNetworkError() || failed.isTimeout()));
    }

    /** Where the provider says how long to wait. */
    public static RetryPolicy retryAfter() {
        return RetryPolicy.of(failed -> failed.retryAfter().map(RetryDecision::retryAfter).orElse(RetryDecision.giveUp()));
    }

    /** After a refusal with one of these statuses. */
    public static RetryPolicy httpStatus(int... statuses) {
        Set<Integer> these = Arrays.stream(statuses).boxed().collect(Collectors.toUnmodifiableSet());
        return RetryPolicy.of(failed -> when(failed.status().isPresent() && these.contains(failed.status().getAsInt())));
    }

    /** If one of these says so; the last delay that one of them names counts. Without any, never. */
    public static RetryPolicy any(RetryPolicy... policies) {
        Several any = new Several(List.of(policies), RetryDecision::isVeto,
                (before, decision) -> !decision.isRetry() ? before : before.isRetry() ? before.and(decision) : decision);
        return failed -> any.decide(failed, RetryDecision.giveUp(), 0);
    }

    /** If all of these say so; the last delay that one of them names counts. Without any, never. */
    public static RetryPolicy all(RetryPolicy... policies) {
        Several all = new Several(List.of(policies), decision -> !decision.isRetry(), RetryDecision::and);
        return failed -> all.decide(failed, policies.length == 0 ? RetryDecision.giveUp() : RetryDecision.retry(), 0);
    }

    /**
     * Policies that are asked one after the other.
     *
     * @param last which decision of one is that of all, so that the others are not asked
     * @param both what the decision until there and that of one more come to
     */
    private record Several(List<RetryPolicy> policies, Predicate<RetryDecision> last, BinaryOperator<RetryDecision> both) {

        Uni<RetryDecision> decide(RetryPolicyContext failed, RetryDecision before, int next) {
            return next == policies.size() ? Uni.createFrom().item(before)
                    : policies.get(next).decide(failed).flatMap(decision -> last.test(decision)
                            ? Uni.createFrom().item(decision) : decide(failed, both.apply(before, decision), next + 1));
        }
    }

    private static RetryDecision when(boolean retry) {
        return retry ? RetryDecision.retry() : RetryDecision.giveUp();
    }
}
