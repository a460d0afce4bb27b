package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;

/**
 * The form of an agent's final output, for one that no class says: the Agents SDK's {@code AgentOutputSchemaBase}. Immutable
 * and thread-safe.
 */
public interface OutputSchema {

    /** What it is called, for people. */
    String name();

    /** The JSON schema that the model is given: of an object. */
    JsonText jsonSchema();

    /** Whether the model is held to it exactly; the schema must be one that the provider takes for that. */
    boolean isStrict();

    /**
     * Reads what the model wrote.
     *
     * @return the final output
     * @throws IllegalArgumentException if it does not fit, saying where and what would
     */
    OutputValue read(JsonText json);
}
