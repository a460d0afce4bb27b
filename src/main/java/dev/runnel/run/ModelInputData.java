package dev.runnel.run;

import dev.runnel.model.ResponseItem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model will be asked.
 *
 * @param instructions the system message; empty for none
 * @param input the conversation, oldest first
 */
public record ModelInputData(Optional<String> instructions, List<ResponseItem> input) {

    public ModelInputData {
        Objects.requireNonNull(instructions, "instructions");
        input = List.copyOf(input);
    }
}
