package dev.runnel.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a model shall answer. What is empty is left to the provider. Immutable; made by {@link #builder()}.
 *
 * @param temperature sampling temperature, 0 to 2
 * @param topP nucleus sampling: the share of the probability mass, 0 to 1
 * @param frequencyPenalty how much less likely a token gets with each use, -2 to 2; for Chat Completions only
 * @param presencePenalty how much less likely a token gets once it was used, -2 to 2; for Chat Completions only
 * @param toolChoice whether and which tool the model must call
 * @param parallelToolCalls whether the model may call several tools at once
 * @param truncation what happens to input that is too long: {@code auto} or {@code disabled}
 * @param maxTokens the most tokens of output, reasoning included
 * @param reasoningEffort how much the model shall think, for example {@code low}
 * @param reasoningSummary how the model shall sum up what it thought, for example {@code auto}
 * @param verbosity how long the answer shall be: {@code low}, {@code medium} or {@code high}
 * @param store whether the provider keeps the response
 * @param promptCacheRetention how long the provider keeps the prompt in its cache: {@code in_memory} or {@code 24h}
 * @param promptCacheOptions what else the provider is told of its cache, as its API has it
 * @param contextManagement how the provider shall keep the context small, as its API has it
 * @param includeUsage whether a stream of Chat Completions shall tell the usage; it does unless this says no
 * @param topLogprobs how many of the likeliest tokens to tell at each place, 0 to 20
 * @param responseInclude what the answer shall hold beyond the usual, for example {@code reasoning.encrypted_content}
 * @param metadata key-value pairs that the provider stores with the response
 * @param extraQuery further parameters of the request's URL, by name; their values are never printed
 * @param extraHeaders further headers of the request, by name; they win over configured ones, and their values are never
 *     printed
 * @param extraBody further members of the request's body, by name; they win over everything else
 * @param timeout the longest time that one attempt to call the model may take, up to its last event
 * @param retry whether and how a failed call of the model is made again
 */
public record ModelSettings(Optional<Double> temperature,
        Optional<Double> topP,
        Optional<Double> frequencyPenalty,
        Optional<Double> presencePenalty,
        Optional<ToolChoice> toolChoice,
        Optional<Boolean> parallelToolCalls,
        Optional<String> truncation,
        Optional<Integer> maxTokens,
        Optional<String> reasoningEffort,
        Optional<String> reasoningSummary,
        Optional<String> verbosity,
        Optional<Boolean> store,
        Optional<String> promptCacheRetention,
        Optional<JsonText> promptCacheOptions,
        Optional<JsonText> contextManagement,
        Optional<Boolean> includeUsage,
        Optional<Integer> topLogprobs,
        List<String> responseInclude,
        Map<String, String> metadata,
        Map<String, String> extraQuery,
        Map<String, String> extraHeaders,
        Map<String, JsonText> extraBody,
        Optional<Duration> timeout,
        Optional<ModelRetrySettings> retry) {

    /** Everything is left to the provider. */
    public static final ModelSettings NONE = builder().build();

    public ModelSettings {
        SettingsCheck.range("temperature", temperature, 0, 2);
        SettingsCheck.range("topP", topP, 0, 1);
        SettingsCheck.range("frequencyPenalty", frequencyPenalty, -2, 2);
        SettingsCheck.range("presencePenalty", presencePenalty, -2, 2);
        Objects.requireNonNull(toolChoice, "toolChoice");
        Objects.requireNonNull(parallelToolCalls, "parallelToolCalls");
        Objects.requireNonNull(truncation, "truncation");
        SettingsCheck.atLeastOne("maxTokens", maxTokens);
        Objects.requireNonNull(reasoningEffort, "reasoningEffort");
        Objects.requireNonNull(reasoningSummary, "reasoningSummary");
        Objects.requireNonNull(verbosity, "verbosity");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(promptCacheRetention, "promptCacheRetention");
        Objects.requireNonNull(promptCacheOptions, "promptCacheOptions");
        Objects.requireNonNull(contextManagement, "contextManagement");
        Objects.requireNonNull(includeUsage, "includeUsage");
        SettingsCheck.range("topLogprobs", topLogprobs, 0, 20);
        responseInclude = List.copyOf(responseInclude);
        metadata = Map.copyOf(metadata);
        extraQuery = HiddenValues.copyOf(extraQuery);
        extraHeaders = HiddenValues.copyOf(extraHeaders);
        extraHeaders.forEach(SettingsCheck::header);
        extraBody = Map.copyOf(extraBody);
        SettingsCheck.duration("timeout", timeout);
        Objects.requireNonNull(retry, "retry");
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Begins settings that are these, but for what is changed. */
    public Builder toBuilder() {
        return new Builder().put(this);
    }

    /**
     * These settings with those of {@code other} that are set put over them; maps are merged by key, {@code retry} by its
     * members.
     */
    public ModelSettings resolve(ModelSettings other) {
        return toBuilder().put(other).build();
    }

    /** These settings with the choice of tools left to the model again. */
    public ModelSettings withoutToolChoice() {
        Builder builder = toBuilder();
        builder.toolChoice = Optional.empty();
        return builder.build();
    }

    /** Collects settings; {@link #build()} checks them. Not thread-safe. */
    public static final class Builder {

        private Optional<Double> temperature = Optional.empty();
        private Optional<Double> topP = Optional.empty();
        private Optional<Double> frequencyPenalty = Optional.empty();
        private Optional<Double> presencePenalty = Optional.empty();
        private Optional<ToolChoice> toolChoice = Optional.empty();
        private Optional<Boolean> parallelToolCalls = Optional.empty();
        private Optional<String> truncation = Optional.empty();
        private Optional<Integer> maxTokens = Optional.empty();
        private Optional<String> reasoningEffort = Optional.empty();
        private Optional<String> reasoningSummary = Optional.empty();
        private Optional<String> verbosity = Optional.empty();
        private Optional<Boolean> store = Optional.empty();
        private Optional<String> promptCacheRetention = Optional.empty();
        private Optional<JsonText> promptCacheOptions = Optional.empty();
        private Optional<JsonText> contextManagement = Optional.empty();
        private Optional<Boolean> includeUsage = Optional.empty();
        private Optional<Integer> topLogprobs = Optional.empty();
        private List<String> responseInclude = List.of();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, String> extraQuery = new LinkedHashMap<>();
        private final Map<String, String> extraHeaders = new LinkedHashMap<>();
        private final Map<String, JsonText> extraBody = new LinkedHashMap<>();
        private Optional<Duration> timeout = Optional.empty();
        private Optional<ModelRetrySettings> retry = Optional.empty();

        private Builder() {
        }

        private Builder put(ModelSettings over) {
            temperature = over.temperature.or(() -> temperature);
            topP = over.topP.or(() -> topP);
            frequencyPenalty = over.frequencyPenalty.or(() -> frequencyPenalty);
            presencePenalty = over.presencePenalty.or(() -> presencePenalty);
            toolChoice = over.toolChoice.or(() -> toolChoice);
            parallelToolCalls = over.parallelToolCalls.or(() -> parallelToolCalls);
            truncation = over.truncation.or(() -> truncation);
            maxTokens = over.maxTokens.or(() -> maxTokens);
            reasoningEffort = over.reasoningEffort.or(() -> reasoningEffort);
            reasoningSummary = over.reasoningSummary.or(() -> reasoningSummary);
            verbosity = over.verbosity.or(() -> verbosity);
            store = over.store.or(() -> store);
            promptCacheRetention = over.promptCacheRetention.or(() -> promptCacheRetention);
            promptCacheOptions = over.promptCacheOptions.or(() -> promptCacheOptions);
            contextManagement = over.contextManagement.or(() -> contextManagement);
            includeUsage = over.includeUsage.or(() -> includeUsage);
            topLogprobs = over.topLogprobs.or(() -> topLogprobs);
            responseInclude = over.responseInclude.isEmpty() ? responseInclude : over.responseInclude;
            metadata.putAll(over.metadata);
            extraQuery.putAll(over.extraQuery);
            over.extraHeaders.forEach(this::extraHeader);
            extraBody.putAll(over.extraBody);
            timeout = over.timeout.or(() -> timeout);
            retry = retry.map(under -> over.retry.map(under::resolve).orElse(under)).or(() -> over.retry);
            return this;
        }

        /** Sampling temperature, 0 to 2. */
        public Builder temperature(double temperature) {
            this.temperature = Optional.of(temperature);
            return this;
        }

        /** Nucleus sampling: the share of the probability mass, 0 to 1. */
        public Builder topP(double topP) {
            this.topP = Optional.of(topP);
            return this;
        }

        /** How much less likely a token gets with each use, -2 to 2. Chat Completions have it, the Responses API has not. */
        public Builder frequencyPenalty(double penalty) {
            this.frequencyPenalty = Optional.of(penalty);
            return this;
        }

        /** How much less likely a used token gets, -2 to 2. Chat Completions have it, the Responses API has not. */
        public Builder presencePenalty(double penalty) {
            this.presencePenalty = Optional.of(penalty);
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

        /** The most tokens of output, reasoning included: at least 1. */
        public Builder maxTokens(int maxTokens) {
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

        /** How long the provider keeps the prompt in its cache: {@code in_memory} or {@code 24h}. */
        public Builder promptCacheRetention(String retention) {
            this.promptCacheRetention = Optional.of(retention);
            return this;
        }

        /** What else the provider is told of its cache, as its API has it. */
        public Builder promptCacheOptions(JsonText options) {
            this.promptCacheOptions = Optional.of(options);
            return this;
        }

        /** How the provider shall keep the context small, as its API has it. */
        public Builder contextManagement(JsonText management) {
            this.contextManagement = Optional.of(management);
            return this;
        }

        /** Whether a stream of Chat Completions shall tell the usage. Some servers refuse the wish. */
        public Builder includeUsage(boolean include) {
            this.includeUsage = Optional.of(include);
            return this;
        }

        /** How many of the likeliest tokens to tell at each place, 0 to 20. */
        public Builder topLogprobs(int count) {
            this.topLogprobs = Optional.of(count);
            return this;
        }

        /** What the answer shall hold beyond the usual, for example {@code reasoning.encrypted_content}. */
        public Builder responseInclude(String... include) {
            this.responseInclude = List.of(include);
            return this;
        }

        /** A pair that the provider stores with the response. */
        public Builder metadata(String key, String value) {
            metadata.put(key, value);
            return this;
        }

        /** A further parameter of the request's URL. */
        public Builder extraQuery(String name, String value) {
            extraQuery.put(name, value);
            return this;
        }

        /** A further header of the request; it takes the place of one with the same name in any case. */
        public Builder extraHeader(String name, String value) {
            new ArrayList<>(extraHeaders.keySet()).stream().filter(name::equalsIgnoreCase).forEach(extraHeaders::remove);
            extraHeaders.put(name, value);
            return this;
        }

        /** A further member of the request's body. */
        public Builder extraBody(String name, JsonText value) {
            extraBody.put(name, value);
            return this;
        }

        /**
         * The longest time that one attempt to call the model may take, up to its last event: 1 ms to 24 h. After it the
         * attempt fails with {@link ModelTimeoutException}.
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Optional.of(timeout);
            return this;
        }

        /** Whether and how a failed call of the model is made again; it is not, unless this is set. */
        public Builder retry(ModelRetrySettings retry) {
            this.retry = Optional.of(retry);
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException if one of them is out of its range
         */
        public ModelSettings build() {
            return new ModelSettings(temperature, topP, frequencyPenalty, presencePenalty, toolChoice, parallelToolCalls,
                    truncation, maxTokens, reasoningEffort, reasoningSummary, verbosity, store, promptCacheRetention,
                    promptCacheOptions, contextManagement, includeUsage, topLogprobs, responseInclude, metadata, extraQuery,
                    extraHeaders, extraBody, timeout, retry);
        }
    }
}
