package dev.runnel.run;

import dev.runnel.model.ModelSettings;
import dev.runnel.session.Session;
import dev.runnel.session.SessionInputCallback;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** How a run shall be done. Immutable; made by {@link #builder()}. */
public final class RunOptions {

    /** The most turns of a run, unless set: the Agents SDK's. */
    public static final int DEFAULT_MAX_TURNS = 10;

    /** Everything as delivered. */
    public static final RunOptions DEFAULT = builder().build();

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Optional<Object> context;
    private final Optional<Session> session;
    private final OptionalInt sessionLimit;
    private final Optional<SessionInputCallback> sessionInputCallback;
    private final boolean keepPartialText;
    private final Optional<String> previousResponseId;
    private final Optional<String> conversationId;
    private final boolean autoPreviousResponseId;
    private final OptionalInt maxTurns;
    private final ModelSettings modelSettings;
    private final Optional<Duration> maxRunTime;
    private final ToolNotFoundBehavior toolNotFoundBehavior;
    private final ToolNameCollisionPolicy toolNameCollisionPolicy;

    private RunOptions(Builder builder) {
        context = builder.context;
        session = builder.session;
        sessionLimit = builder.sessionLimit;
        sessionInputCallback = builder.sessionInputCallback;
        keepPartialText = builder.keepPartialText;
        previousResponseId = builder.previousResponseId;
        conversationId = builder.conversationId;
        autoPreviousResponseId = builder.autoPreviousResponseId;
        maxTurns = builder.maxTurns;
        modelSettings = builder.modelSettings;
        maxRunTime = builder.maxRunTime;
        toolNotFoundBehavior = builder.toolNotFoundBehavior;
        toolNameCollisionPolicy = builder.toolNameCollisionPolicy;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Begins options that are these, but for what is changed. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The application's own object for tools and instructions, never sent to the model. */
    public Optional<Object> context() {
        return context;
    }

    /** The stored conversation that the run belongs to. */
    public Optional<Session> session() {
        return session;
    }

    /** The most items that are read of the session; empty for all. */
    public OptionalInt sessionLimit() {
        return sessionLimit;
    }

    /** What decides what the model reads of the session; empty for all of it, and then the input. */
    public Optional<SessionInputCallback> sessionInputCallback() {
        return sessionInputCallback;
    }

    /** Whether the session keeps the words of an answer in whose middle the run is cancelled. */
    public boolean keepPartialText() {
        return keepPartialText;
    }

    /** The provider's response that the run continues on the provider's side. */
    public Optional<String> previousResponseId() {
        return previousResponseId;
    }

    /** The provider's conversation that the run belongs to. */
    public Optional<String> conversationId() {
        return conversationId;
    }

    /** Whether each call of the model continues the response before it on the provider's side. */
    public boolean autoPreviousResponseId() {
        return autoPreviousResponseId;
    }

    /** The most turns; empty for no limit. */
    public OptionalInt maxTurns() {
        return maxTurns;
    }

    /** Settings put over the agents' own. */
    public ModelSettings modelSettings() {
        return modelSettings;
    }

    /** The longest time from the subscription to the end; empty for no limit. */
    public Optional<Duration> maxRunTime() {
        return maxRunTime;
    }

    /** What happens where the model calls a tool that it was not offered. */
    public ToolNotFoundBehavior toolNotFoundBehavior() {
        return toolNotFoundBehavior;
    }

    /** What happens where two tools or handoffs of an agent have one name. */
    public ToolNameCollisionPolicy toolNameCollisionPolicy() {
        return toolNameCollisionPolicy;
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {

        private Optional<Object> context = Optional.empty();
        private Optional<Session> session = Optional.empty();
        private OptionalInt sessionLimit = OptionalInt.empty();
        private Optional<SessionInputCallback> sessionInputCallback = Optional.empty();
        private boolean keepPartialText;
        private Optional<String> previousResponseId = Optional.empty();
        private Optional<String> conversationId = Optional.empty();
        private boolean autoPreviousResponseId;
        private OptionalInt maxTurns = OptionalInt.of(DEFAULT_MAX_TURNS);
        private ModelSettings modelSettings = ModelSettings.NONE;
        private Optional<Duration> maxRunTime = Optional.empty();
        private ToolNotFoundBehavior toolNotFoundBehavior = ToolNotFoundBehavior.RAISE_ERROR;
        private ToolNameCollisionPolicy toolNameCollisionPolicy = ToolNameCollisionPolicy.ERROR;

        private Builder() {
        }

        private Builder(RunOptions options) {
            context = options.context;
            session = options.session;
            sessionLimit = options.sessionLimit;
            sessionInputCallback = options.sessionInputCallback;
            keepPartialText = options.keepPartialText;
            previousResponseId = options.previousResponseId;
            conversationId = options.conversationId;
            autoPreviousResponseId = options.autoPreviousResponseId;
            maxTurns = options.maxTurns;
            modelSettings = options.modelSettings;
            maxRunTime = options.maxRunTime;
            toolNotFoundBehavior = options.toolNotFoundBehavior;
            toolNameCollisionPolicy = options.toolNameCollisionPolicy;
        }

        /** The application's own object for tools and instructions. */
        public Builder context(Object context) {
            this.context = Optional.of(context);
            return this;
        }

        /**
         * The stored conversation that the run belongs to. Not together with {@link #previousResponseId},
         * {@link #conversationId} or {@link #autoPreviousResponseId}: the runner refuses two places for one conversation.
         */
        public Builder session(Session session) {
            this.session = Optional.of(session);
            return this;
        }

        /**
         * The most items that are read of the session, of which the latest are meant.
         *
         * @throws IllegalArgumentException if that is less than 0
         */
        public Builder sessionLimit(int items) {
            if (items < 0) {
                throw new IllegalArgumentException("sessionLimit is " + items + ", must be at least 0");
            }
            this.sessionLimit = OptionalInt.of(items);
            return this;
        }

        /** Decides what the model reads of the session. */
        public Builder sessionInputCallback(SessionInputCallback callback) {
            this.sessionInputCallback = Optional.of(callback);
            return this;
        }

        /**
         * Where the run is cancelled in the middle of an answer, the session keeps the words that had come until then, as an
         * incomplete message of the model. Else it keeps nothing of that turn.
         */
        public Builder keepPartialText(boolean keep) {
            this.keepPartialText = keep;
            return this;
        }

        /** Continues a response that the provider has stored: only what is new is sent. */
        public Builder previousResponseId(String responseId) {
            this.previousResponseId = Optional.of(responseId);
            return this;
        }

        /** Continues a conversation that the provider keeps: only what is new is sent. */
        public Builder conversationId(String conversationId) {
            this.conversationId = Optional.of(conversationId);
            return this;
        }

        /** From the second turn on, only what is new is sent, as the continuation of the response before. */
        public Builder autoPreviousResponseId(boolean auto) {
            this.autoPreviousResponseId = auto;
            return this;
        }

        /**
         * The most turns.
         *
         * @throws IllegalArgumentException if that is less than 1
         */
        public Builder maxTurns(int turns) {
            if (turns < 1) {
                throw new IllegalArgumentException("maxTurns is " + turns + ", must be at least 1");
            }
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
            this.modelSettings = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * The longest time from the subscription to the end, 1 ms to 365 days. A run that takes longer fails with
         * {@link DeadlineExceededException}; what it was doing is cancelled.
         *
         * @throws IllegalArgumentException for another time
         */
        public Builder maxRunTime(Duration limit) {
            if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("maxRunTime is " + limit + ", must be from 1 ms to 365 days");
            }
            this.maxRunTime = Optional.of(limit);
            return this;
        }

        /** What happens where the model calls a tool that it was not offered. */
        public Builder toolNotFoundBehavior(ToolNotFoundBehavior behavior) {
            this.toolNotFoundBehavior = Objects.requireNonNull(behavior, "behavior");
            return this;
        }

        /**
         * What happens where two tools or handoffs of an agent have one name. An agent that is a bean must be without
         * such all the same, as far as they are always there: its application does not start.
         */
        public Builder toolNameCollisionPolicy(ToolNameCollisionPolicy policy) {
            this.toolNameCollisionPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        public RunOptions build() {
            return new RunOptions(this);
        }
    }
}
