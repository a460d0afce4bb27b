package dev.runnel.run;

import dev.runnel.agent.AgentTool;
import dev.runnel.agent.HandoffHistoryMapper;
import dev.runnel.agent.HandoffInputFilter;
import dev.runnel.agent.InputGuardrail;
import dev.runnel.agent.ModelSource;
import dev.runnel.agent.OutputGuardrail;
import dev.runnel.agent.RunHooks;
import dev.runnel.model.ModelSettings;
import dev.runnel.session.Session;
import dev.runnel.session.SessionInputCallback;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How a run shall be done. Immutable; made by {@link #builder()}. */
public final class RunOptions {

    /** The most turns of a run, unless set: the Agents SDK's. */
    public static final int DEFAULT_MAX_TURNS = 10;

    /** Everything as delivered. */
    public static final RunOptions DEFAULT = builder().build();

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
    private final ToolErrorFormatter toolErrorFormatter;
    private final OptionalInt maxFunctionToolConcurrency;
    private final boolean preApprovalToolInputGuardrails;
    private final Optional<ModelSource> model;
    private final List<ModelSource> fallbackModels;
    private final RunHooks hooks;
    private final List<InputGuardrail> inputGuardrails;
    private final List<OutputGuardrail> outputGuardrails;
    private final Optional<CallModelInputFilter> callModelInputFilter;
    private final ReasoningItemIdPolicy reasoningItemIdPolicy;
    private final Optional<RunErrorHandler> onMaxTurns;
    private final Optional<RunErrorHandler> onModelRefusal;
    private final Optional<RunErrorHandler> onInvalidFinalOutput;
    private final Optional<HandoffInputFilter> handoffInputFilter;
    private final boolean nestHandoffHistory;
    private final HandoffHistoryMapper handoffHistoryMapper;

    RunOptions(RunOptionsBuilder builder) {
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
        toolErrorFormatter = builder.toolErrorFormatter;
        maxFunctionToolConcurrency = builder.maxFunctionToolConcurrency;
        preApprovalToolInputGuardrails = builder.preApprovalToolInputGuardrails;
        model = builder.model;
        fallbackModels = List.copyOf(builder.fallbackModels);
        hooks = builder.hooks;
        inputGuardrails = List.copyOf(builder.inputGuardrails);
        outputGuardrails = List.copyOf(builder.outputGuardrails);
        callModelInputFilter = builder.callModelInputFilter;
        reasoningItemIdPolicy = builder.reasoningItemIdPolicy;
        onMaxTurns = builder.onMaxTurns;
        onModelRefusal = builder.onModelRefusal;
        onInvalidFinalOutput = builder.onInvalidFinalOutput;
        handoffInputFilter = builder.handoffInputFilter;
        nestHandoffHistory = builder.nestHandoffHistory;
        handoffHistoryMapper = builder.handoffHistoryMapper;
    }

    public static RunOptionsBuilder builder() {
        return new RunOptionsBuilder();
    }

    /** Begins options that are these, but for what is changed. */
    public RunOptionsBuilder toBuilder() {
        return new RunOptionsBuilder(this);
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

    /** Finds the words for what the model is told in the place of a tool's output. */
    public ToolErrorFormatter toolErrorFormatter() {
        return toolErrorFormatter;
    }

    /** The most tools that run at once in a turn; empty for no limit. */
    public OptionalInt maxFunctionToolConcurrency() {
        return maxFunctionToolConcurrency;
    }

    /** Whether guardrails look at the calls of tools before a person is asked for approval too. */
    public boolean preApprovalToolInputGuardrails() {
        return preApprovalToolInputGuardrails;
    }

    /**
     * Those of a run within this one: what is said of all model calls, tools and guardrails goes on there; what belongs to
     * this run, its session, hooks, error handlers and times, does not.
     */
    RunOptions nested(AgentTool tool) {
        RunOptionsBuilder nested = builder();
        nested.context = context;
        nested.model = model;
        nested.fallbackModels.addAll(fallbackModels);
        nested.modelSettings = modelSettings;
        nested.callModelInputFilter = callModelInputFilter;
        nested.reasoningItemIdPolicy = reasoningItemIdPolicy;
        nested.inputGuardrails.addAll(inputGuardrails);
        nested.outputGuardrails.addAll(outputGuardrails);
        nested.toolNotFoundBehavior = toolNotFoundBehavior;
        nested.toolNameCollisionPolicy = toolNameCollisionPolicy;
        nested.toolErrorFormatter = toolErrorFormatter;
        nested.maxFunctionToolConcurrency = maxFunctionToolConcurrency;
        nested.preApprovalToolInputGuardrails = preApprovalToolInputGuardrails;
        nested.handoffInputFilter = handoffInputFilter;
        nested.nestHandoffHistory = nestHandoffHistory;
        nested.handoffHistoryMapper = handoffHistoryMapper;
        nested.hooks = tool.hooks();
        tool.maxTurns().ifPresent(nested::maxTurns);
        return nested.build();
    }

    /** The model of all turns, in the place of the agents' own; empty for theirs. */
    public Optional<ModelSource> model() {
        return model;
    }

    /** Who is asked where the model fails before it has begun to answer, in this order; none for those of the agents. */
    public List<ModelSource> fallbackModels() {
        return fallbackModels;
    }

    /** Who is told what happens. */
    public RunHooks hooks() {
        return hooks;
    }

    /** What looks at the input, with those of the first agent. */
    public List<InputGuardrail> inputGuardrails() {
        return inputGuardrails;
    }

    /** What looks at the final output, with those of the agent that gives it. */
    public List<OutputGuardrail> outputGuardrails() {
        return outputGuardrails;
    }

    /** What changes the input of model calls. */
    public Optional<CallModelInputFilter> callModelInputFilter() {
        return callModelInputFilter;
    }

    /** Whether reasoning goes back to the model with its ids. */
    public ReasoningItemIdPolicy reasoningItemIdPolicy() {
        return reasoningItemIdPolicy;
    }

    /** What may give the output of a run that needs too many turns. */
    public Optional<RunErrorHandler> onMaxTurns() {
        return onMaxTurns;
    }

    /** What may give the output of a run whose model refuses to answer. */
    public Optional<RunErrorHandler> onModelRefusal() {
        return onModelRefusal;
    }

    /** What may give the output of a run whose model's last words do not have the form that they shall have. */
    public Optional<RunErrorHandler> onInvalidFinalOutput() {
        return onInvalidFinalOutput;
    }

    /** What decides what the next agent's model reads at a handoff that has no filter of its own. */
    public Optional<HandoffInputFilter> handoffInputFilter() {
        return handoffInputFilter;
    }

    /** Whether handoffs that say nothing of it fold the history into one message. */
    public boolean nestHandoffHistory() {
        return nestHandoffHistory;
    }

    /** How the history is folded. */
    public HandoffHistoryMapper handoffHistoryMapper() {
        return handoffHistoryMapper;
    }
}
