package dev.runnel.model;

import java.util.Objects;

/**
 * A function that the model may call, as the model is told of it.
 *
 * @param name the function's name
 * @param description what it does, for the model; may be empty
 * @param parameters the JSON schema of its arguments
 * @param strict whether the model must keep to the schema to the letter
 */
public record ToolDefinition(String name, String description, JsonText parameters, boolean strict) {

    public ToolDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(parameters, "parameters");
    }
}
