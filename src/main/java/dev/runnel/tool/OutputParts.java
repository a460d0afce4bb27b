package dev.runnel.tool;

import dev.runnel.event.OutputValue;
import dev.runnel.model.ToolOutputPart;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Knows the outputs that consist of texts, images and files. */
final class OutputParts {

    private OutputParts() {
    }

    /** The output, if what a tool returned is such a part, or a list or an array of nothing else. */
    static Optional<OutputValue> of(Object returned) {
        Collection<?> parts = returned instanceof Collection<?> many ? many
                : returned instanceof Object[] many ? Arrays.asList(many) : List.of(returned);
        return !parts.isEmpty() && parts.stream().allMatch(ToolOutputPart.class::isInstance)
                ? Optional.of(OutputValue.ofParts(parts.stream().map(ToolOutputPart.class::cast).toList()))
                : Optional.empty();
    }
}
