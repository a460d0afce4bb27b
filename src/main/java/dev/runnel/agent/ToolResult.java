package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import dev.runnel.event.ToolCallOutputItem;
import java.util.Objects;

/**
 * What one tool call of a turn gave.
 *
 * @param toolName the tool's name
 * @param item the output as an item of the run
 */
public record ToolResult(String toolName, ToolCallOutputItem item) {

    public ToolResult {
        Objects.requireNonNull(toolName, "toolName");
        Objects.requireNonNull(item, "item");
    }

    /** What the tool returned. */
    public OutputValue output() {
        return item.result();
    }
}
