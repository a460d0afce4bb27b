package dev.runnel.model;

import java.util.Objects;

/**
 * The form that a model's answer shall have.
 *
 * @param name what it is called, 1 to 64 letters, digits, {@code _} and {@code -}
 * @param schema the JSON schema
 * @param strict whether the model is held to it exactly; the schema must be one that the provider takes for that
 */
public record OutputFormat(String name, JsonText schema, boolean strict) {

    public OutputFormat {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schema, "schema");
    }
}
