package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.InputGuardrailResult;
import dev.runnel.agent.OutputGuardrailResult;
import dev.runnel.context.RunContext;
import dev.runnel.event.InputItem;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.ToolInputGuardrailResult;
import dev.runnel.tool.ToolOutputGuardrailResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a run has done so far. Written by the run on its event loop, after each completed turn; read from any thread.
 */
final class Transcript {

    private final RunContext context;
    private final List<ResponseItem> input;

    private volatile List<ResponseItem> conversation;
    private volatile int folded; // how many of the new items the conversation has
    private volatile List<RunItem> newItems = List.of();
    private volatile List<ModelResponse> rawResponses = List.of();
    private volatile Optional<OutputValue> finalOutput = Optional.empty();
    private volatile Agent agent;
    private volatile int turn;
    private volatile boolean complete;
    private volatile GuardrailResults guardrailResults = GuardrailResults.NONE;
    private final Set<String> agentsThatUsedTools = new HashSet<>(); // the run's own, on its event loop

    private final Map<String, Decision> toolDecisions;
    private List<ResponseItem> pendingInput = List.of(); // the run's own
    private Optional<OpenTurn> openTurn = Optional.empty(); // the run's own
    private final OptionalInt maxTurns;
    private final ReasoningItemIdPolicy reasoningItemIdPolicy;
    private final KeptElsewhere keptElsewhere;
    private volatile Optional<RunSnapshot> stopped = Optional.empty();

    Transcript(RunContext context, List<ResponseItem> input, Agent agent, RunOptions options) {
        this.context = context;
        this.input = List.copyOf(input);
        this.conversation = this.input;
        this.agent = agent;
        this.maxTurns = options.maxTurns();
        this.reasoningItemIdPolicy = options.reasoningItemIdPolicy();
        this.toolDecisions = Map.of();
        this.keptElsewhere = KeptElsewhere.NOTHING;
    }

    /** Of a run that goes on from there. */
    Transcript(RunContext context, RunSnapshot from, Agent agent, RunOptions options) {
        this.context = context;
        this.input = from.input();
        this.conversation = from.conversation();
        this.folded = from.folded();
        this.keptElsewhere = from.keptElsewhere();
        this.agent = agent;
        this.maxTurns = from.maxTurns();
        this.reasoningItemIdPolicy = options.reasoningItemIdPolicy();
        this.turn = from.turn();
        this.newItems = from.newItems();
        this.rawResponses = from.rawResponses();
        this.agentsThatUsedTools.addAll(from.agentsThatUsedTools());
        this.toolDecisions = from.toolDecisions();
        this.openTurn = from.openTurn();
        this.pendingInput = from.pendingInput();
        this.guardrailResults = from.guardrailResults();
        context.add(from.usage());
    }

    RunContext context() {
        return context;
    }

    List<ResponseItem> input() {
        return input;
    }

    List<RunItem> newItems() {
        return newItems;
    }

    List<ModelResponse> rawResponses() {
        return rawResponses;
    }

    GuardrailResults guardrailResults() {
        return guardrailResults;
    }

    Optional<OutputValue> finalOutput() {
        return finalOutput;
    }

    Agent agent() {
        return agent;
    }

    int turn() {
        return turn;
    }

    boolean isComplete() {
        return complete;
    }

    /** What the model reads before all that the run makes: the input, and with a session what that has. */
    List<ResponseItem> conversation() {
        return conversation;
    }

    void conversation(List<ResponseItem> conversation) {
        this.conversation = List.copyOf(conversation);
    }

    /** A handoff: this is all that the next agent's model reads of what was. */
    void fold(List<ResponseItem> history) {
        this.conversation = List.copyOf(history);
        this.folded = newItems.size();
    }

    /** The new items that the conversation does not have. */
    List<RunItem> unfolded() {
        return newItems.subList(folded, newItems.size());
    }

    /** What was kept elsewhere of the conversation when this run began. */
    KeptElsewhere keptElsewhere() {
        return keptElsewhere;
    }

    void turn(int turn) {
        this.turn = turn;
    }

    void agent(Agent agent) {
        this.agent = agent;
    }

    /** A turn is complete: only now do its items count. */
    void add(ModelResponse response, List<RunItem> items) {
        rawResponses = appended(rawResponses, List.of(response));
        newItems = appended(newItems, items);
    }

    /** Items that no model has made. */
    void add(List<RunItem> items) {
        newItems = appended(newItems, items);
    }

    void add(InputGuardrailResult result) {
        guardrailResults = guardrailResults.with(result);
    }

    void add(OutputGuardrailResult result) {
        guardrailResults = guardrailResults.with(result);
    }

    /** A guardrail of a tool was asked. */
    void add(ToolInputGuardrailResult found) {
        guardrailResults = guardrailResults.with(found);
    }

    /** A guardrail of a tool was asked. */
    void add(ToolOutputGuardrailResult found) {
        guardrailResults = guardrailResults.with(found);
    }

    /** What was decided of all calls of a tool, by the tool's name. */
    Map<String, Decision> toolDecisions() {
        return toolDecisions;
    }

    /** The turn with which a run that was interrupted goes on; gone when it was taken. */
    Optional<OpenTurn> takeOpenTurn() {
        Optional<OpenTurn> taken = openTurn;
        openTurn = Optional.empty();
        return taken;
    }

    /** What was said since the run has stopped becomes part of the conversation; gives it. */
    List<ResponseItem> takeUpInput() {
        List<ResponseItem> said = pendingInput;
        newItems = appended(newItems, said.stream().map(item -> new InputItem(agent.ref(), item)).toList());
        pendingInput = List.of();
        return said;
    }

    /** The run stops within a turn; it can be resumed there. */
    void interrupt(OpenTurn open, List<RunItem> soFar, KeptElsewhere kept) {
        openTurn = Optional.of(open);
        pause(kept);
        add(open.response(), soFar);
    }

    /** The run stops here, and can be resumed. */
    void pause(KeptElsewhere kept) {
        stopped = Optional.of(new RunSnapshot(agent.name(), turn, maxTurns, input, conversation, folded, newItems,
                rawResponses, context.usage(), agentsThatUsedTools, toolDecisions, openTurn, pendingInput, kept,
                guardrailResults, context.context()));
    }

    /** Where the run has stopped, if it can be resumed there. */
    Optional<RunSnapshot> stopped() {
        return stopped;
    }

    /** What waits for a person; nothing as long as the run goes on. */
    List<ToolApprovalItem> interruptions() {
        return stopped.map(RunSnapshot::interruptions).orElse(List.of());
    }

    /** This agent has used a tool. */
    void usedTools(Agent agent) {
        agentsThatUsedTools.add(agent.name());
    }

    /** Whether this agent has used a tool in this run. */
    boolean hasUsedTools(Agent agent) {
        return agentsThatUsedTools.contains(agent.name());
    }

    void finalOutput(OutputValue output) {
        this.finalOutput = Optional.of(output);
    }

    void complete() {
        this.complete = true;
    }

    /** The conversation as the model reads it in the next turn. */
    List<ResponseItem> history() {
        return appended(conversation, RunItems.inputOf(unfolded()));
    }

    RunResult result() {
        return new RunResult(context.runId(), input, newItems, rawResponses, finalOutput.map(OutputValue::value), agent,
                context.usage(), guardrailResults.input(), guardrailResults.output(), guardrailResults.toolInput(),
                guardrailResults.toolOutput(), interruptions(), stopped.map(RunState::new), reasoningItemIdPolicy,
                folded == 0 ? Optional.empty() : Optional.of(history()));
    }

    RunErrorDetails runData() {
        return new RunErrorDetails(input, RunItems.inputOf(newItems), rawResponses, agent.name(), context.usage(),
                guardrailResults.input(), guardrailResults.output(), guardrailResults.toolInput(),
                guardrailResults.toolOutput());
    }

    private static <T> List<T> appended(List<T> some, List<? extends T> more) {
        List<T> all = new ArrayList<>(some.size() + more.size());
        all.addAll(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
