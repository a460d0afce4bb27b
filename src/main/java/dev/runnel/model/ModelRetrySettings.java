package dev.runnel.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether, how often and after what failures a call of the model is made again. There is no retry unless both
 * {@code maxRetries} and {@code policy} are set, and none once the model has begun to answer. Immutable.
 *
 * @param maxRetries the most attempts beyond the first, 0 to 100; 0 also switches off the retries of a locked conversation,
 *     which there are by themselves
 * @param backoff how long to wait before each
 * @param policy which failures are worth it
 */
public record ModelRetrySettings(Optional<Integer> maxRetries, ModelRetryBackoffSettings backoff,
        Optional<RetryPolicy> policy) {

    private static final int MOST = 100;

    public ModelRetrySettings {
        if (maxRetries.isPresent() && (maxRetries.get() < 0 || maxRetries.get() > MOST)) {
            throw new IllegalArgumentException("maxRetries is " + maxRetries.get() + ", must be from 0 to " + MOST);
        }
        Objects.requireNonNull(backoff, "backoff");
        Objects.requireNonNull(policy, "policy");
    }

    /** So many attempts beyond the first, after failures of this kind, with the usual back-off. */
    public static ModelRetrySettings of(int maxRetries, RetryPolicy policy) {
        return new ModelRetrySettings(Optional.of(maxRetries), ModelRetryBackoffSettings.DEFAULT, Optional.of(policy));
    }

    /** So many attempts beyond the first, and nothing else: meant to be put over other settings. */
    public static ModelRetrySettings ofMaxRetries(int maxRetries) {
        return new ModelRetrySettings(Optional.of(maxRetries), ModelRetryBackoffSettings.DEFAULT, Optional.empty());
    }

    /** The same with this back-off. */
    public ModelRetrySettings withBackoff(ModelRetryBackoffSettings backoff) {
        return new ModelRetrySettings(maxRetries, backoff, policy);
    }

    /** These settings with those of {@code other} that are set put over them. */
    public ModelRetrySettings resolve(ModelRetrySettings other) {
        return new ModelRetrySettings(other.maxRetries.or(() -> maxRetries), backoff.resolve(other.backoff),
                other.policy.or(() -> policy));
    }
}
