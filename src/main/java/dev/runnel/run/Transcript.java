package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.InputGuardrailResult;
import dev.runnel.agent.OutputGuardrailResult;
import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.RunData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run has done so far. Written by the run on its event loop, after each completed turn; read from any thread.
 */
final class Transcript {

    private final RunContext context;
    private final List<ResponseItem> input;

    private volatile List<ResponseItem> conversation;
    private volatile List<RunItem> newItems = List.of();
    private volatile List<ModelResponse> rawResponses = List.of();
    private volatile List<InputGuardrailResult> inputGuardrailResults = List.of();
    private volatile List<OutputGuardrailResult> outputGuardrailResults = List.of();
    private volatile Optional<OutputValue> finalOutput = Optional.empty();
    private volatile Agent agent;
    private volatile int turn;
    private volatile boolean complete;
    private final Set<String> agentsThatUsedTools = new HashSet<>(); // the run's own, on its event loop

    Transcript(RunContext context, List<ResponseItem> input, Agent agent) {
        this.context = context;
        this.input = List.copyOf(input);
        this.conversation = this.input;
        this.agent = agent;
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

    List<InputGuardrailResult> inputGuardrailResults() {
        return inputGuardrailResults;
    }

    List<OutputGuardrailResult> outputGuardrailResults() {
        return outputGuardrailResults;
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
        inputGuardrailResults = appended(inputGuardrailResults, List.of(result));
    }

    void add(OutputGuardrailResult result) {
        outputGuardrailResults = appended(outputGuardrailResults, List.of(result));
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
        return appended(conversation, newItems.stream().map(RunItem::rawItem).toList());
    }

    RunResult result() {
        return new RunResult(context.runId(), input, newItems, rawResponses, finalOutput.map(OutputValue::value), agent,
                context.usage(), inputGuardrailResults, outputGuardrailResults);
    }

    RunData runData() {
        return new RunData(input, newItems.stream().map(RunItem::rawItem).toList(), rawResponses, agent.name(),
                context.usage());
    }

    private static <T> List<T> appended(List<T> some, List<? extends T> more) {
        List<T> all = new ArrayList<>(some.size() + more.size());
        all.addAll(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
