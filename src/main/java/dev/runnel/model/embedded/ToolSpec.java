package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * A function that the request offers.
 *
 * @param parameters its JSON schema; a missing node if it has none
 */
record ToolSpec(String name, String description, JsonNode parameters) {

    private static final String HANDOFF = "transfer_to_";

    ToolSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(parameters, "parameters");
    }

    static ToolSpec of(JsonNode tool) {
        return new ToolSpec(tool.path("name").asText(""), tool.path("description").asText(""), tool.path("parameters"));
    }

    boolean isHandoff() {
        return isHandoff(name);
    }

    /** Whether a tool of this name is a handoff, by the Agents SDK's naming. */
    static boolean isHandoff(String name) {
        return name.startsWith(HANDOFF);
    }

    /** The name of the agent in a handoff's name, with underscores. */
    String target() {
        return isHandoff() ? name.substring(HANDOFF.length()) : "";
    }
}
