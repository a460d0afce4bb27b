package dev.runnel.run;

import dev.runnel.agent.InputGuardrailResult;
import dev.runnel.agent.OutputGuardrailResult;
import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.RunData;
import dev.runnel.model.Usage;
import dev.runnel.tool.ToolInputGuardrailResult;
import dev.runnel.tool.ToolOutputGuardrailResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run had done before it failed, with what its guardrails have found.
 *
 * @param input what the run began with
 * @param newItems the items that its completed turns made, oldest first
 * @param rawResponses the model's answers in its completed turns
 * @param lastAgent the name of the agent that was in control
 * @param usage what all model calls have cost
 * @param inputGuardrailResults what the input guardrails found, in the order in which they did
 * @param outputGuardrailResults what the output guardrails found, in the order in which they did
 * @param toolInputGuardrailResults what guardrails found in calls of tools, in the order in which they did
 * @param toolOutputGuardrailResults what guardrails found in the outputs of tools, in the order in which they did
 */
public record RunErrorDetails(List<ResponseItem> input, List<ResponseItem> newItems, List<ModelResponse> rawResponses,
        String lastAgent, Usage usage, List<InputGuardrailResult> inputGuardrailResults,
        List<OutputGuardrailResult> outputGuardrailResults, List<ToolInputGuardrailResult> toolInputGuardrailResults,
        List<ToolOutputGuardrailResult> toolOutputGuardrailResults) implements RunData {

    public RunErrorDetails {
        input = List.copyOf(input);
        newItems = List.copyOf(newItems);
        rawResponses = List.copyOf(rawResponses);
        Objects.requireNonNull(lastAgent, "lastAgent");
        Objects.requireNonNull(usage, "usage");
        inputGuardrailResults = List.copyOf(inputGuardrailResults);
        outputGuardrailResults = List.copyOf(outputGuardrailResults);
        toolInputGuardrailResults = List.copyOf(toolInputGuardrailResults);
        toolOutputGuardrailResults = List.copyOf(toolOutputGuardrailResults);
    }

    /** Those of a failure of a run; empty for one that Runnel knows no reason of, or that no run has had. */
    public static Optional<RunErrorDetails> of(Throwable failure) {
        return failure instanceof AgentsException known && known.runData().orElse(null) instanceof RunErrorDetails details
                ? Optional.of(details) : Optional.empty();
    }
}
