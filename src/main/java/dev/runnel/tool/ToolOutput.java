package dev.runnel.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import java.util.Optional;

/** Turns what a tool's method returned into its output. */
final class ToolOutput {

    private final String toolName;
    private final ObjectMapper mapper;

    ToolOutput(String toolName, ObjectMapper mapper) {
        this.toolName = toolName;
        this.mapper = mapper;
    }

    /**
     * The output: nothing and an empty {@code Optional} as the empty text.
     *
     * @throws IllegalStateException if Jackson cannot write it
     */
    OutputValue of(Object returned) {
        Object value = returned instanceof Optional<?> optional ? optional.orElse(null) : returned;
        if (value == null) {
            return OutputValue.of("");
        }
        if (value instanceof String text) {
            return OutputValue.of(text);
        }
        Optional<OutputValue> parts = OutputParts.of(value);
        if (parts.isPresent()) {
            return parts.get();
        }
        try {
            return new OutputValue(value, JsonText.value(mapper.writeValueAsBytes(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The tool '" + toolName + "' returned a " + value.getClass().getName()
                    + ", which Jackson cannot write as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
