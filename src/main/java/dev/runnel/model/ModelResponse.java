package dev.runnel.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One complete answer of a model.
 *
 * @param responseId the provider's id of the response, where it gave one
 * @param output the items of the answer, in the model's order
 * @param usage what this one call has cost
 */
public record ModelResponse(Optional<String> responseId, List<ResponseItem> output, Usage usage) {

    public ModelResponse {
        Objects.requireNonNull(responseId, "responseId");
        output = List.copyOf(output);
        Objects.requireNonNull(usage, "usage");
    }
}
