package dev.runnel.run;

import dev.runnel.agent.HandoffHistoryMapper;
import dev.runnel.agent.HandoffInputFilter;
import dev.runnel.agent.InputGuardrail;
import dev.runnel.agent.ModelSource;
import dev.runnel.agent.NestedHistory;
import dev.runnel.agent.OutputGuardrail;
import dev.runnel.agent.RunHooks;
import dev.runnel.model.Model;
import dev.runnel.model.ModelSettings;
import dev.runnel.session.Session;
import dev.runnel.session.SessionInputCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** Collects options. Not thread-safe. */
public final class RunOptionsBuilder {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    Optional<Object> context = Optional.empty();
    Optional<Session> session = Optional.empty();
    OptionalInt sessionLimit = OptionalInt.empty();
    Optional<SessionInputCallback> sessionInputCallback = Optional.empty();
    boolean keepPartialText;
    Optional<String> previousResponseId = Optional.empty();
    Optional<String> conversationId = Optional.empty();
    boolean autoPreviousResponseId;
    OptionalInt maxTurns = OptionalInt.of(RunOptions.DEFAULT_MAX_TURNS);
    ModelSettings modelSettings = ModelSettings.NONE;
    Optional<Duration> maxRunTime = Optional.empty();
    ToolNotFoundBehavior toolNotFoundBehavior = ToolNotFoundBehavior.RAISE_ERROR;
    ToolNameCollisionPolicy toolNameCollisionPolicy = ToolNameCollisionPolicy.ERROR;
    ToolErrorFormatter toolErrorFormatter = ToolErrorFormatter.NONE;
    OptionalInt maxFunctionToolConcurrency = OptionalInt.empty();
    boolean preApprovalToolInputGuardrails;
    Optional<ModelSource> model = Optional.empty();
    final List<ModelSource> fallbackModels = new ArrayList<>();
    RunHooks hooks = RunHooks.NONE;
    final List<InputGuardrail> inputGuardrails = new ArrayList<>();
    final List<OutputGuardrail> outputGuardrails = new ArrayList<>();
    Optional<CallModelInputFilter> callModelInputFilter = Optional.empty();
    ReasoningItemIdPolicy reasoningItemIdPolicy = ReasoningItemIdPolicy.PRESERVE;
    Optional<RunErrorHandler> onMaxTurns = Optional.empty();
    Optional<RunErrorHandler> onModelRefusal = Optional.empty();
    Optional<RunErrorHandler> onInvalidFinalOutput = Optional.empty();
    Optional<HandoffInputFilter> handoffInputFilter = Optional.empty();
    boolean nestHandoffHistory;
    HandoffHistoryMapper handoffHistoryMapper = NestedHistory.DEFAULT;

    RunOptionsBuilder() {
    }

    RunOptionsBuilder(RunOptions options) {
        context = options.context();
        session = options.session();
        sessionLimit = options.sessionLimit();
        sessionInputCallback = options.sessionInputCallback();
        keepPartialText = options.keepPartialText();
        previousResponseId = options.previousResponseId();
        conversationId = options.conversationId();
        autoPreviousResponseId = options.autoPreviousResponseId();
        maxTurns = options.maxTurns();
        modelSettings = options.modelSettings();
        maxRunTime = options.maxRunTime();
        toolNotFoundBehavior = options.toolNotFoundBehavior();
        toolNameCollisionPolicy = options.toolNameCollisionPolicy();
        toolErrorFormatter = options.toolErrorFormatter();
        maxFunctionToolConcurrency = options.maxFunctionToolConcurrency();
        preApprovalToolInputGuardrails = options.preApprovalToolInputGuardrails();
        model = options.model();
        fallbackModels.addAll(options.fallbackModels());
        hooks = options.hooks();
        inputGuardrails.addAll(options.inputGuardrails());
        outputGuardrails.addAll(options.outputGuardrails());
        callModelInputFilter = options.callModelInputFilter();
        reasoningItemIdPolicy = options.reasoningItemIdPolicy();
        onMaxTurns = options.onMaxTurns();
        onModelRefusal = options.onModelRefusal();
        onInvalidFinalOutput = options.onInvalidFinalOutput();
        handoffInputFilter = options.handoffInputFilter();
        nestHandoffHistory = options.nestHandoffHistory();
        handoffHistoryMapper = options.handoffHistoryMapper();
    }

    /** The application's own object for tools and instructions. */
    public RunOptionsBuilder context(Object context) {
        this.context = Optional.of(context);
        return this;
    }

    /**
     * The stored conversation that the run belongs to. Not together with {@link #previousResponseId},
     * {@link #conversationId} or {@link #autoPreviousResponseId}: the runner refuses two places for one conversation.
     */
    public RunOptionsBuilder session(Session session) {
        this.session = Optional.of(session);
        return this;
    }

    /**
     * The most items that are read of the session, of which the latest are meant.
     *
     * @throws IllegalArgumentException if that is less than 0
     */
    public RunOptionsBuilder sessionLimit(int items) {
        if (items < 0) {
            throw new IllegalArgumentException("sessionLimit is " + items + ", must be at least 0");
        }
        this.sessionLimit = OptionalInt.of(items);
        return this;
    }

    /** Decides what the model reads of the session. */
    public RunOptionsBuilder sessionInputCallback(SessionInputCallback callback) {
        this.sessionInputCallback = Optional.of(callback);
        return this;
    }

    /**
     * Where the run is cancelled in the middle of an answer, the session keeps the words that had come until then, as an
     * incomplete message of the model. Else it keeps nothing of that turn.
     */
    public RunOptionsBuilder keepPartialText(boolean keep) {
        this.keepPartialText = keep;
        return this;
    }

    /** Continues a response that the provider has stored: only what is new is sent. */
    public RunOptionsBuilder previousResponseId(String responseId) {
        this.previousResponseId = Optional.of(responseId);
        return this;
    }

    /** Continues a conversation that the provider keeps: only what is new is sent. */
    public RunOptionsBuilder conversationId(String conversationId) {
        this.conversationId = Optional.of(conversationId);
        return this;
    }

    /** From the second turn on, only what is new is sent, as the continuation of the response before. */
    public RunOptionsBuilder autoPreviousResponseId(boolean auto) {
        this.autoPreviousResponseId = auto;
        return this;
    }

    /**
     * The most turns.
     *
     * @throws IllegalArgumentException if that is less than 1
     */
    public RunOptionsBuilder maxTurns(int turns) {
        if (turns < 1) {
            throw new IllegalArgumentException("maxTurns is " + turns + ", must be at least 1");
        }
        this.maxTurns = OptionalInt.of(turns);
        return this;
    }

    /** As many turns as it takes. */
    public RunOptionsBuilder unlimitedTurns() {
        this.maxTurns = OptionalInt.empty();
        return this;
    }

    /** Settings put over the agents' own. */
    public RunOptionsBuilder modelSettings(ModelSettings settings) {
        this.modelSettings = Objects.requireNonNull(settings, "settings");
        return this;
    }

    /**
     * The longest time from the subscription to the end, 1 ms to 365 days. A run that takes longer fails with
     * {@link DeadlineExceededException}; what it was doing is cancelled.
     *
     * @throws IllegalArgumentException for another time
     */
    public RunOptionsBuilder maxRunTime(Duration limit) {
        if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("maxRunTime is " + limit + ", must be from 1 ms to 365 days");
        }
        this.maxRunTime = Optional.of(limit);
        return this;
    }

    /** What happens where the model calls a tool that it was not offered. */
    public RunOptionsBuilder toolNotFoundBehavior(ToolNotFoundBehavior behavior) {
        this.toolNotFoundBehavior = Objects.requireNonNull(behavior, "behavior");
        return this;
    }

    /**
     * What happens where two tools or handoffs of an agent have one name. An agent that is a bean must be without
     * such all the same, as far as they are always there: its application does not start.
     */
    public RunOptionsBuilder toolNameCollisionPolicy(ToolNameCollisionPolicy policy) {
        this.toolNameCollisionPolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** Finds the words for what the model is told in the place of a tool's output. */
    public RunOptionsBuilder toolErrorFormatter(ToolErrorFormatter formatter) {
        this.toolErrorFormatter = Objects.requireNonNull(formatter, "formatter");
        return this;
    }

    /**
     * The most tools that run at once in a turn; the others wait, in the order of their calls. All run at once unless this
     * is set.
     *
     * @throws IllegalArgumentException if that is less than 1
     */
    public RunOptionsBuilder maxFunctionToolConcurrency(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("maxFunctionToolConcurrency is " + most + ", must be at least 1");
        }
        this.maxFunctionToolConcurrency = OptionalInt.of(most);
        return this;
    }

    /**
     * Whether the guardrails of a tool look at a call that needs approval before a person is asked, so that nobody is
     * bothered with one that they reject; they do not unless set. Before the tool runs they look at it in any case.
     */
    public RunOptionsBuilder preApprovalToolInputGuardrails(boolean before) {
        this.preApprovalToolInputGuardrails = before;
        return this;
    }

    /** The {@code Model} bean of this name, else the default provider's model of this name, whatever the agents name. */
    public RunOptionsBuilder model(String name) {
        this.model = Optional.of(new ModelSource.OfName(name));
        return this;
    }

    /** This model, whatever the agents name. */
    public RunOptionsBuilder model(Model model) {
        this.model = Optional.of(new ModelSource.OfModel(model));
        return this;
    }

    /**
     * Another model by its name, as {@link #model(String)} finds it, which is asked where all before it have failed before
     * they had begun to answer; in the place of the agents' own.
     */
    public RunOptionsBuilder fallbackModel(String name) {
        fallbackModels.add(new ModelSource.OfName(name));
        return this;
    }

    /** As {@link #fallbackModel(String)}: this model. */
    public RunOptionsBuilder fallbackModel(Model model) {
        fallbackModels.add(new ModelSource.OfModel(model));
        return this;
    }

    /** Who is told what happens. */
    public RunOptionsBuilder hooks(RunHooks hooks) {
        this.hooks = Objects.requireNonNull(hooks, "hooks");
        return this;
    }

    /** These look at the input too. */
    public RunOptionsBuilder inputGuardrails(InputGuardrail... these) {
        inputGuardrails.addAll(Arrays.asList(these));
        return this;
    }

    /** These look at the final output too. */
    public RunOptionsBuilder outputGuardrails(OutputGuardrail... these) {
        outputGuardrails.addAll(Arrays.asList(these));
        return this;
    }

    /** What changes the input of model calls, right before each. */
    public RunOptionsBuilder callModelInputFilter(CallModelInputFilter filter) {
        this.callModelInputFilter = Optional.of(filter);
        return this;
    }

    /** Whether reasoning goes back to the model with its ids; it does unless set. */
    public RunOptionsBuilder reasoningItemIdPolicy(ReasoningItemIdPolicy policy) {
        this.reasoningItemIdPolicy = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /** What may give the output of a run that needs too many turns; without it, such a run fails. */
    public RunOptionsBuilder onMaxTurns(RunErrorHandler handler) {
        this.onMaxTurns = Optional.of(handler);
        return this;
    }

    /** What may give the output of a run whose model refuses to answer; without it, such a run fails. */
    public RunOptionsBuilder onModelRefusal(RunErrorHandler handler) {
        this.onModelRefusal = Optional.of(handler);
        return this;
    }

    /**
     * What may give the output of a run whose model's last words do not have the form of the agent's output type; without
     * it, such a run fails. It is also asked where the model says nothing; without it, the model is asked again.
     */
    public RunOptionsBuilder onInvalidFinalOutput(RunErrorHandler handler) {
        this.onInvalidFinalOutput = Optional.of(handler);
        return this;
    }

    /** Decides what the next agent's model reads, at each handoff that has no filter of its own. */
    public RunOptionsBuilder handoffInputFilter(HandoffInputFilter filter) {
        this.handoffInputFilter = Optional.of(filter);
        return this;
    }

    /** Whether handoffs fold the history into one message; they do not unless set, here or at the handoff. */
    public RunOptionsBuilder nestHandoffHistory(boolean nested) {
        this.nestHandoffHistory = nested;
        return this;
    }

    /** How the history is folded; as {@link NestedHistory} does unless set. */
    public RunOptionsBuilder handoffHistoryMapper(HandoffHistoryMapper mapper) {
        this.handoffHistoryMapper = Objects.requireNonNull(mapper, "mapper");
        return this;
    }

    public RunOptions build() {
        return new RunOptions(this);
    }
}
