package dev.runnel.run;

import dev.runnel.model.ModelSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a run shall be done. Immutable; made by {@link #builder()}.
 *
 * @param context the application's own object for tools and instructions, never sent to the model
 * @param maxTurns the most turns; empty for no limit
 * @param modelSettings settings put over the agents' own
 * @param maxRunTime the longest time from the subscription to the end, 1 ms to 365 days; empty for no limit
 */
public record RunOptions(Optional<Object> context, OptionalInt maxTurns, ModelSettings modelSettings,
        Optional<Duration> maxRunTime) {

    /** The most turns of a run, unless set: the Agents SDK's. */
    public static final int DEFAULT_MAX_TURNS = 10;

    /** Everything as delivered. */
    public static final RunOptions DEFAULT = builder().build();

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    public RunOptions {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(maxTurns, "maxTurns");
        Objects.requireNonNull(modelSettings, "modelSettings");
        if (maxTurns.isPresent() && maxTurns.getAsInt() < 1) {
            throw new IllegalArgumentException("maxTurns is " + maxTurns.getAsInt() + ", must be at least 1");
        }
        Objects.requireNonNull(maxRunTime, "maxRunTime");
        if (maxRunTime.isPresent()
                && (maxRunTime.get().compareTo(SHORTEST) < 0 || maxRunTime.get().compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("maxRunTime is " + maxRunTime.get() + ", must be from 1 ms to 365 days");
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {

        private Optional<Object> context = Optional.empty();
        private OptionalInt maxTurns = OptionalInt.of(DEFAULT_MAX_TURNS);
        private ModelSettings modelSettings = ModelSettings.NONE;
        private Optional<Duration> maxRunTime = Optional.empty();

        private Builder() {
        }

        /** The application's own object for tools and instructions. */
        public Builder context(Object context) {
            this.context = Optional.of(context);
            return this;
        }

        /** The most turns, at least 1. */
        public Builder maxTurns(int turns) {
            this.maxTurns = OptionalInt.of(turns);
            return this;
        }

        /** As many turns as it takes. */
        public Builder unlimitedTurns() {
            this.maxTurns = OptionalInt.empty();
            return this;
        }

        /** Settings put over the agents' own. */
        public Builder modelSettings(ModelSettings settings) {
            this.modelSettings = settings;
            return this;
        }

        /**
         * The longest time from the subscription to the end, 1 ms to 365 days. A run that takes longer fails with
         * {@link DeadlineExceededException}; what it was doing is cancelled.
         */
        public Builder maxRunTime(Duration limit) {
            this.maxRunTime = Optional.of(limit);
            return this;
        }

        public RunOptions build() {
            return new RunOptions(context, maxTurns, modelSettings, maxRunTime);
        }
    }
}
