package dev.runnel.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the runner does around the calls of a tool. Immutable; begins with {@link #DEFAULT}.
 *
 * @param enabled whether the tool is there in a turn
 * @param needsApproval which calls wait for a person's consent
 * @param failureErrorFunction what the model is told where the tool fails
 * @param timeout how long a call may take; empty for as long as the run does
 * @param inputGuardrails what looks at a call before the tool is called, in this order
 * @param outputGuardrails what looks at what it gave, in this order
 */
public record ToolOptions(Enabled enabled, NeedsApproval needsApproval, ToolErrorFunction failureErrorFunction,
        Optional<ToolTimeout> timeout, List<ToolInputGuardrail> inputGuardrails,
        List<ToolOutputGuardrail> outputGuardrails) {

    /** Everything as the Agents SDK has it. */
    public static final ToolOptions DEFAULT = new ToolOptions(Enabled.ALWAYS, NeedsApproval.NEVER,
            ToolErrorFunction.DEFAULT, Optional.empty(), List.of(), List.of());

    public ToolOptions {
        Objects.requireNonNull(enabled, "enabled");
        Objects.requireNonNull(needsApproval, "needsApproval");
        Objects.requireNonNull(failureErrorFunction, "failureErrorFunction");
        Objects.requireNonNull(timeout, "timeout");
        inputGuardrails = List.copyOf(inputGuardrails);
        outputGuardrails = List.copyOf(outputGuardrails);
    }

    /** The same, but for whether the tool is there. */
    public ToolOptions withEnabled(Enabled other) {
        return new ToolOptions(other, needsApproval, failureErrorFunction, timeout, inputGuardrails, outputGuardrails);
    }

    /** The same, but for which calls wait for a person's consent. */
    public ToolOptions withNeedsApproval(NeedsApproval other) {
        return new ToolOptions(enabled, other, failureErrorFunction, timeout, inputGuardrails, outputGuardrails);
    }

    /** The same, but for what the model is told where the tool fails. */
    public ToolOptions withFailureErrorFunction(ToolErrorFunction other) {
        return new ToolOptions(enabled, needsApproval, other, timeout, inputGuardrails, outputGuardrails);
    }

    /** The same, but for how long a call may take. */
    public ToolOptions withTimeout(ToolTimeout other) {
        return new ToolOptions(enabled, needsApproval, failureErrorFunction, Optional.of(other), inputGuardrails,
                outputGuardrails);
    }

    /** The same, with one more guardrail before the call. */
    public ToolOptions withInputGuardrail(ToolInputGuardrail more) {
        return new ToolOptions(enabled, needsApproval, failureErrorFunction, timeout, appended(inputGuardrails, more),
                outputGuardrails);
    }

    /** The same, with one more guardrail after the call. */
    public ToolOptions withOutputGuardrail(ToolOutputGuardrail more) {
        return new ToolOptions(enabled, needsApproval, failureErrorFunction, timeout, inputGuardrails,
                appended(outputGuardrails, more));
    }

    private static <T> List<T> appended(List<T> some, T more) {
        List<T> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }
}
