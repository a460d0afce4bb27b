package dev.runnel.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The failed attempt that a {@link RetryPolicy} decides on.
 *
 * @param failure what the attempt failed with
 * @param attempt which attempt that was, from 1
 * @param maxRetries how many attempts there may be beyond the first
 * @param isStatefulRequest whether the request refers to a response or conversation on the provider's side
 */
public record RetryPolicyContext(Throwable failure, int attempt, int maxRetries, boolean isStatefulRequest) {

    public RetryPolicyContext {
        Objects.requireNonNull(failure, "failure");
    }

    /** The HTTP status, where the provider refused the call with one. */
    public OptionalInt status() {
        return refusal().map(refused -> OptionalInt.of(refused.status())).orElse(OptionalInt.empty());
    }

    /** The provider's own code for what was wrong, where it gave one. */
    public Optional<String> code() {
        return refusal().flatMap(ModelHttpException::code);
    }

    /** How long the provider asks to wait. */
    public Optional<Duration> retryAfter() {
        return refusal().flatMap(ModelHttpException::retryAfter);
    }

    /** Whether the provider could not be reached, or the connection broke. */
    public boolean isNetworkError() {
        return failure instanceof ModelConnectionException;
    }

    /** Whether the provider was too slow. */
    public boolean isTimeout() {
        return failure instanceof ModelTimeoutException;
    }

    /**
     * What the provider says to another attempt: its {@code x-should-retry} header, or what the failure means: yes for a
     * broken connection, a timeout, and the statuses 408, 409, 429 and 500 or more; empty for anything else.
     */
    public Optional<Boolean> isSuggested() {
        return refusal().flatMap(ModelHttpException::shouldRetry)
                .or(() -> isNetworkError() || isTimeout() || isTransient() ? Optional.of(true) : Optional.empty());
    }

    /**
     * Whether the provider has certainly done nothing of the work of this attempt: the request did not get to it, or it
     * refused with a status that tells so.
     */
    public boolean isReplaySafe() {
        return isTransient() || refusal().flatMap(ModelHttpException::shouldRetry).orElse(false)
                || failure instanceof ModelConnectionException broken && !broken.wasSent()
                || failure instanceof ModelTimeoutException late && late.phase() == ModelTimeoutException.Phase.CONNECT;
    }

    private boolean isTransient() {
        return refusal().map(ModelHttpException::status)
                .filter(status -> status == 408 || status == 409 || status == 429 || status >= 500).isPresent();
    }

    private Optional<ModelHttpException> refusal() {
        return failure instanceof ModelHttpException refused ? Optional.of(refused) : Optional.empty();
    }
}
