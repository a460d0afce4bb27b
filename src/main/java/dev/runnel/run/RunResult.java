package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.InputGuardrailResult;
import dev.runnel.agent.OutputGuardrailResult;
import dev.runnel.event.RunItem;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import dev.runnel.tool.ToolInputGuardrailResult;
import dev.runnel.tool.ToolOutputGuardrailResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run gave.
 *
 * @param runId the run's id
 * @param input what the run began with
 * @param newItems what the run has made, oldest first
 * @param rawResponses the model's answers, one per turn
 * @param finalOutput what the run gave; empty where it was cancelled or interrupted
 * @param lastAgent the agent that was in control at the end
 * @param usage what the model calls have cost
 * @param inputGuardrailResults what the input guardrails found, in the order in which they did
 * @param outputGuardrailResults what the output guardrails found, in the order in which they did
 * @param toolInputGuardrailResults what guardrails found in calls of tools, in the order in which they did
 * @param toolOutputGuardrailResults what guardrails found in the outputs of tools, in the order in which they did
 * @param interruptions the calls that wait for a person; none unless it was interrupted
 * @param state where it has stopped, if it can be resumed there: a copy with each call
 * @param reasoningItemIdPolicy whether reasoning that the run has made has its ids in {@link #toInputList()}
 * @param rewrittenInput what a handoff has made of the conversation, with what came since; empty where none has
 */
public record RunResult(String runId, List<ResponseItem> input, List<RunItem> newItems, List<ModelResponse> rawResponses,
        Optional<Object> finalOutput, Agent lastAgent, Usage usage, List<InputGuardrailResult> inputGuardrailResults,
        List<OutputGuardrailResult> outputGuardrailResults, List<ToolInputGuardrailResult> toolInputGuardrailResults,
        List<ToolOutputGuardrailResult> toolOutputGuardrailResults, List<ToolApprovalItem> interruptions,
        Optional<RunState> state, ReasoningItemIdPolicy reasoningItemIdPolicy, Optional<List<ResponseItem>> rewrittenInput) {

    public RunResult {
        Objects.requireNonNull(runId, "runId");
        input = List.copyOf(input);
        newItems = List.copyOf(newItems);
        rawResponses = List.copyOf(rawResponses);
        Objects.requireNonNull(finalOutput, "finalOutput");
        Objects.requireNonNull(lastAgent, "lastAgent");
        Objects.requireNonNull(usage, "usage");
        inputGuardrailResults = List.copyOf(inputGuardrailResults);
        outputGuardrailResults = List.copyOf(outputGuardrailResults);
        toolInputGuardrailResults = List.copyOf(toolInputGuardrailResults);
        toolOutputGuardrailResults = List.copyOf(toolOutputGuardrailResults);
        interruptions = List.copyOf(interruptions);
        state = state.map(RunState::copy);
        Objects.requireNonNull(reasoningItemIdPolicy, "reasoningItemIdPolicy");
        rewrittenInput = rewrittenInput.map(List::copyOf);
    }

    @Override
    public Optional<RunState> state() {
        return state.map(RunState::copy);
    }

    /**
     * Where the run has stopped, to decide and to resume it. A copy with each call.
     *
     * @throws IllegalStateException if it cannot be resumed: it was neither interrupted nor cancelled between two turns
     */
    public RunState toState() {
        return state().orElseThrow(() -> new IllegalStateException("The run " + runId + " cannot be resumed: only one that"
                + " was interrupted, or cancelled between two turns, has a state"));
    }

    /**
     * What the run gave, as this type.
     *
     * @throws IllegalStateException if it gave nothing
     * @throws ClassCastException if it is of another type
     */
    public <T> T finalOutputAs(Class<T> type) {
        return type.cast(finalOutput.orElseThrow(() -> new IllegalStateException("The run " + runId
                + " has no final output")));
    }

    /** The provider's id of the last response, where it gave one. */
    public Optional<String> lastResponseId() {
        return rawResponses.isEmpty() ? Optional.empty() : rawResponses.get(rawResponses.size() - 1).responseId();
    }

    /** The conversation to go on with: the input and everything that the run has made. */
    public List<ResponseItem> toInputList() {
        return toInputList(ToInputListMode.PRESERVE_ALL);
    }

    /**
     * The conversation to go on with, as {@link #toInputList()}, or as the model would read it next. What that is where the
     * run has a session and a handoff has rewritten the conversation has what the session had before the run.
     */
    public List<ResponseItem> toInputList(ToInputListMode mode) {
        return mode == ToInputListMode.NORMALIZED && rewrittenInput.isPresent()
                ? reasoningItemIdPolicy.apply(rewrittenInput.get())
                : RunItems.joined(input, reasoningItemIdPolicy.apply(RunItems.inputOf(newItems)));
    }
}
