package dev.runnel.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a model shall answer. What is empty is left to the provider. Immutable; made by {@link #builder()}.
 *
 * @param temperature sampling temperature, 0 to 2.
 * @param topP nucleus sampling: the share of the probability mass, 0 to 1.
 * @param toolChoice whether and which tool the model must call.
 * @param parallelToolCalls whether the model may call several tools at once.
 * @param truncation what happens to input that is too long: {@code auto} or {@code disabled}.
 * @param maxTokens the most tokens of output, reasoning included.
 * @param reasoningEffort how much the model shall think, for example {@code low}.
 * @param reasoningSummary how the model shall sum up what it thought, for example {@code auto}.
 * @param verbosity how long the answer shall be: {@code low}, {@code medium} or {@code high}.
 * @param store whether the provider keeps the response.
 * @param metadata key-value pairs that the provider stores with the response
 * @param extraBody further members of the request's body, by name; they win over everything else
 */
public record ModelSettings(Optional<Double> temperature,
        Optional<Double> topP,
        Optional<ToolChoice> toolChoice,
        Optional<Boolean> parallelToolCalls,
        Optional<String> truncation,
        Optional<Integer> maxTokens,
        Optional<String> reasoningEffort,
        Optional<String> reasoningSummary,
        Optional<String> verbosity,
        Optional<Boolean> store,
        Map<String, String> metadata, Map<String, JsonText> extraBody) {

    /** Everything is left to the provider. */
    public static final ModelSettings NONE = builder().build();

    public ModelSettings {
        Objects.requireNonNull(temperature, "temperature");
        Objects.requireNonNull(topP, "topP");
        Objects.requireNonNull(toolChoice, "toolChoice");
        Objects.requireNonNull(parallelToolCalls, "parallelToolCalls");
        Objects.requireNonNull(truncation, "truncation");
        Objects.requireNonNull(maxTokens, "maxTokens");
        Objects.requireNonNull(reasoningEffort, "reasoningEffort");
        Objects.requireNonNull(reasoningSummary, "reasoningSummary");
        Objects.requireNonNull(verbosity, "verbosity");
        Objects.requireNonNull(store, "store");
        metadata = Map.copyOf(metadata);
        extraBody = Map.copyOf(extraBody);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** These settings with those of {@code other} that are set put over them; the two maps are merged by key. */
    public ModelSettings resolve(ModelSettings other) {
        return new ModelSettings(other.temperature.or(() -> temperature),
                other.topP.or(() -> topP),
                other.toolChoice.or(() -> toolChoice),
                other.parallelToolCalls.or(() -> parallelToolCalls),
                other.truncation.or(() -> truncation),
                other.maxTokens.or(() -> maxTokens),
                other.reasoningEffort.or(() -> reasoningEffort),
                other.reasoningSummary.or(() -> reasoningSummary),
                other.verbosity.or(() -> verbosity),
                other.store.or(() -> store),
                merged(metadata, other.metadata), merged(extraBody, other.extraBody));
    }

    /** These settings with the choice of tools left to the model again. */
    public ModelSettings withoutToolChoice() {
        return new ModelSettings(temperature, topP, Optional.empty(), parallelToolCalls, truncation, maxTokens,
                reasoningEffort, reasoningSummary, verbosity, store, metadata, extraBody);
    }

    private static <T> Map<String, T> merged(Map<String, T> below, Map<String, T> above) {
        Map<String, T> both = new LinkedHashMap<>(below);
        both.putAll(above);
        return both;
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {

        private Optional<Double> temperature = Optional.empty();
        private Optional<Double> topP = Optional.empty();
        private Optional<ToolChoice> toolChoice = Optional.empty();
        private Optional<Boolean> parallelToolCalls = Optional.empty();
        private Optional<String> truncation = Optional.empty();
        private Optional<Integer> maxTokens = Optional.empty();
        private Optional<String> reasoningEffort = Optional.empty();
        private Optional<String> reasoningSummary = Optional.empty();
        private Optional<String> verbosity = Optional.empty();
        private Optional<Boolean> store = Optional.empty();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, JsonText> extraBody = new LinkedHashMap<>();

        private Builder() {
        }

        /** Sampling temperature, 0 to 2. */
        public Builder temperature(double temperature) {
            range("temperature", temperature, 0, 2);
            this.temperature = Optional.of(temperature);
            return this;
        }

        /** Nucleus sampling: the share of the probability mass, 0 to 1. */
        public Builder topP(double topP) {
            range("topP", topP, 0, 1);
            this.topP = Optional.of(topP);
            return this;
        }

        /** Whether and which tool the model must call. */
        public Builder toolChoice(ToolChoice toolChoice) {
            this.toolChoice = Optional.of(toolChoice);
            return this;
        }

        /** Whether the model may call several tools at once. */
        public Builder parallelToolCalls(boolean parallelToolCalls) {
            this.parallelToolCalls = Optional.of(parallelToolCalls);
            return this;
        }

        /** What happens to input that is too long: {@code auto} or {@code disabled}. */
        public Builder truncation(String truncation) {
            this.truncation = Optional.of(truncation);
            return this;
        }

        /** The most tokens of output, reasoning included. */
        public Builder maxTokens(int maxTokens) {
            if (maxTokens < 1) {
                throw new IllegalArgumentException("maxTokens is " + maxTokens + ", must be at least 1");
            }
            this.maxTokens = Optional.of(maxTokens);
            return this;
        }

        /** How much the model shall think, for example {@code low}. */
        public Builder reasoningEffort(String reasoningEffort) {
            this.reasoningEffort = Optional.of(reasoningEffort);
            return this;
        }

        /** How the model shall sum up what it thought, for example {@code auto}. */
        public Builder reasoningSummary(String reasoningSummary) {
            this.reasoningSummary = Optional.of(reasoningSummary);
            return this;
        }

        /** How long the answer shall be: {@code low}, {@code medium} or {@code high}. */
        public Builder verbosity(String verbosity) {
            this.verbosity = Optional.of(verbosity);
            return this;
        }

        /** Whether the provider keeps the response. */
        public Builder store(boolean store) {
            this.store = Optional.of(store);
            return this;
        }

        /** A pair that the provider stores with the response. */
        public Builder metadata(String key, String value) {
            metadata.put(key, value);
            return this;
        }

        /** A further member of the request's body. */
        public Builder extraBody(String name, JsonText value) {
            extraBody.put(name, value);
            return this;
        }

        public ModelSettings build() {
            return new ModelSettings(temperature, topP, toolChoice, parallelToolCalls, truncation, maxTokens,
                    reasoningEffort, reasoningSummary, verbosity, store, metadata, extraBody);
        }

        private static void range(String name, double value, double least, double most) {
            if (!(value >= least && value <= most)) {
                throw new IllegalArgumentException(name + " is " + value + ", must be from " + least + " to " + most);
            }
        }
    }
}
