package dev.runnel.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How long to wait before a call of the model is made again: longer each time. What is empty has the default that is named
 * here. Immutable; made from {@link #DEFAULT} by the {@code with} methods.
 *
 * @param initialDelay before the first retry; 250 ms
 * @param maxDelay the longest wait; 2 s
 * @param multiplier how much longer each wait is than the one before, at least 1; 2
 * @param jitter whether each wait is up to an eighth shorter or longer, by chance; yes
 * @param maxRetryAfter the longest wait that a provider may ask for by {@code Retry-After}; 60 s. If it asks for more, the
 *     call fails at once: to ask again sooner than it wants would be of no use
 */
public record ModelRetryBackoffSettings(Optional<Duration> initialDelay, Optional<Duration> maxDelay,
        Optional<Double> multiplier, Optional<Boolean> jitter, Optional<Duration> maxRetryAfter) {

    /** Nothing is set. */
    public static final ModelRetryBackoffSettings DEFAULT = new ModelRetryBackoffSettings(Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());

    private static final Duration INITIAL_DELAY = Duration.ofMillis(250);
    private static final Duration MAX_DELAY = Duration.ofSeconds(2);
    private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofDays(1);

    public ModelRetryBackoffSettings {
        range("initialDelay", initialDelay);
        range("maxDelay", maxDelay);
        range("maxRetryAfter", maxRetryAfter);
        Objects.requireNonNull(jitter, "jitter");
        if (multiplier.isPresent() && !(multiplier.get() >= 1 && multiplier.get() <= 1000)) {
            throw new IllegalArgumentException("multiplier is " + multiplier.get() + ", must be from 1 to 1000");
        }
    }

    /** Before the first retry: 0 to 24 h. */
    public ModelRetryBackoffSettings withInitialDelay(Duration delay) {
        return new ModelRetryBackoffSettings(Optional.of(delay), maxDelay, multiplier, jitter, maxRetryAfter);
    }

    /** The longest wait: 0 to 24 h. */
    public ModelRetryBackoffSettings withMaxDelay(Duration delay) {
        return new ModelRetryBackoffSettings(initialDelay, Optional.of(delay), multiplier, jitter, maxRetryAfter);
    }

    /** How much longer each wait is than the one before: 1 to 1000. */
    public ModelRetryBackoffSettings withMultiplier(double multiplier) {
        return new ModelRetryBackoffSettings(initialDelay, maxDelay, Optional.of(multiplier), jitter, maxRetryAfter);
    }

    /** Whether chance makes each wait a little shorter or longer, so that not all callers come back at once. */
    public ModelRetryBackoffSettings withJitter(boolean jitter) {
        return new ModelRetryBackoffSettings(initialDelay, maxDelay, multiplier, Optional.of(jitter), maxRetryAfter);
    }

    /** The longest wait that a provider may ask for: 0 to 24 h. */
    public ModelRetryBackoffSettings withMaxRetryAfter(Duration wait) {
        return new ModelRetryBackoffSettings(initialDelay, maxDelay, multiplier, jitter, Optional.of(wait));
    }

    /** These settings with those of {@code other} that are set put over them. */
    public ModelRetryBackoffSettings resolve(ModelRetryBackoffSettings other) {
        return new ModelRetryBackoffSettings(other.initialDelay.or(() -> initialDelay), other.maxDelay.or(() -> maxDelay),
                other.multiplier.or(() -> multiplier), other.jitter.or(() -> jitter),
                other.maxRetryAfter.or(() -> maxRetryAfter));
    }

    /** Whether a provider may ask for that wait. */
    public boolean allowsRetryAfter(Duration wait) {
        return wait.compareTo(maxRetryAfter.orElse(MAX_RETRY_AFTER)) <= 0;
    }

    /**
     * How long to wait.
     *
     * @param retry before which retry, from 1
     * @param chance a random number from 0 to below 1
     */
    public Duration delay(int retry, double chance) {
        double most = maxDelay.orElse(MAX_DELAY).toMillis();
        double first = initialDelay.orElse(INITIAL_DELAY).toMillis();
        double delay = Math.min(most, first * Math.pow(multiplier.orElse(2.0), retry - 1));
        if (jitter.orElse(true)) {
            delay = Math.min(most, delay * (0.875 + chance * 0.25));
        }
        return Duration.ofMillis(Math.round(delay));
    }

    private static void range(String name, Optional<Duration> delay) {
        if (delay.isPresent() && (delay.get().isNegative() || delay.get().compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(name + " is " + delay.get() + ", must be from 0 to 24 h");
        }
    }
}
