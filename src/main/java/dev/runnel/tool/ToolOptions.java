package dev.runnel.tool;

import java.util.Objects;

/**
 * What the runner does around the calls of a tool. Immutable; begins with {@link #DEFAULT}.
 *
 * @param enabled whether the tool is there in a turn
 * @param needsApproval which calls wait for a person's consent
 */
public record ToolOptions(Enabled enabled, NeedsApproval needsApproval) {

    /** Everything as the Agents SDK has it. */
    public static final ToolOptions DEFAULT = new ToolOptions(Enabled.ALWAYS, NeedsApproval.NEVER);

    public ToolOptions {
        Objects.requireNonNull(enabled, "enabled");
        Objects.requireNonNull(needsApproval, "needsApproval");
    }

    /** The same, but for whether the tool is there. */
    public ToolOptions withEnabled(Enabled enabled) {
        return new ToolOptions(enabled, needsApproval);
    }

    /** The same, but for which calls wait for a person's consent. */
    public ToolOptions withNeedsApproval(NeedsApproval needsApproval) {
        return new ToolOptions(enabled, needsApproval);
    }
}
