package dev.runnel.tool;

import java.util.Objects;

/**
 * What the runner does around the calls of a tool. Immutable; begins with {@link #DEFAULT}.
 *
 * @param enabled whether the tool is there in a turn
 */
public record ToolOptions(Enabled enabled) {

    /** Everything as the Agents SDK has it. */
    public static final ToolOptions DEFAULT = new ToolOptions(Enabled.ALWAYS);

    public ToolOptions {
        Objects.requireNonNull(enabled, "enabled");
    }

    /** The same, but for whether the tool is there. */
    public ToolOptions withEnabled(Enabled enabled) {
        return new ToolOptions(enabled);
    }
}
