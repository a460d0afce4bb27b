package dev.runnel.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link RetryPolicy} says to a failed attempt. Made by {@link #retry()}, {@link #retryAfter} and {@link #giveUp()}.
 *
 * @param isRetry whether there shall be another attempt
 * @param delay how long to wait before it; empty for as long as the provider asks, or else as the back-off says
 * @param isReplayApproved whether the application accepts that the provider may have done the work of this attempt already:
 *     only then is a request that refers to state on the provider's side repeated after a failure that leaves that open
 * @param isVeto whether there must be no other attempt, whatever other policies say
 */
public record RetryDecision(boolean isRetry, Optional<Duration> delay, boolean isReplayApproved, boolean isVeto) {

    private static final RetryDecision RETRY = new RetryDecision(true, Optional.empty(), false, false);
    private static final RetryDecision GIVE_UP = new RetryDecision(false, Optional.empty(), false, false);

    public RetryDecision {
        Objects.requireNonNull(delay, "delay");
        if (delay.isPresent() && delay.get().isNegative()) {
            throw new IllegalArgumentException("The delay before a retry is " + delay.get() + ", must not be negative");
        }
        if (isRetry && isVeto) {
            throw new IllegalArgumentException("A decision to retry cannot be a veto against it");
        }
    }

    /** Another attempt, after the time that the provider asks for, or else that of the back-off. */
    public static RetryDecision retry() {
        return RETRY;
    }

    /** Another attempt after this time. */
    public static RetryDecision retryAfter(Duration delay) {
        return new RetryDecision(true, Optional.of(delay), false, false);
    }

    /** No other attempt, as far as this policy is concerned. */
    public static RetryDecision giveUp() {
        return GIVE_UP;
    }

    /** No other attempt, whatever other policies say. */
    public static RetryDecision veto() {
        return new RetryDecision(false, Optional.empty(), false, true);
    }

    /** The same, where the application accepts that the provider may do the work of this request twice. */
    public RetryDecision approvingReplay() {
        return new RetryDecision(isRetry, delay, true, isVeto);
    }

    /** Both of two decisions to retry: the other's delay counts, if it has one. */
    RetryDecision and(RetryDecision other) {
        return new RetryDecision(true, other.delay.or(() -> delay), isReplayApproved || other.isReplayApproved, false);
    }
}
