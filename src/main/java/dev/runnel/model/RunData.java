package dev.runnel.model;

import java.util.List;
import java.util.Objects;

/**
 * What a run had done before it failed: its completed turns, not the one that failed, but the usage of every model call.
 *
 * @param input what the run began with
 * @param newItems the items that its completed turns made, oldest first
 * @param rawResponses the model's answers in its completed turns
 * @param lastAgent the name of the agent that was in control
 * @param usage what all model calls have cost
 */
public record RunData(List<ResponseItem> input, List<ResponseItem> newItems, List<ModelResponse> rawResponses,
        String lastAgent, Usage usage) {

    public RunData {
        input = List.copyOf(input);
        newItems = List.copyOf(newItems);
        rawResponses = List.copyOf(rawResponses);
        Objects.requireNonNull(lastAgent, "lastAgent");
        Objects.requireNonNull(usage, "usage");
    }
}
