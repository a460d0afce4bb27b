package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import dev.runnel.tool.ToolOutputGuardrailResult;
import java.util.Optional;

/** A guardrail of a tool has ended the run because of what the tool gave. */
public final class ToolOutputGuardrailTripwireTriggeredException extends GuardrailTripwireTriggeredException {

    private static final long serialVersionUID = 1L;

    private final transient ToolOutputGuardrailResult result;

    public ToolOutputGuardrailTripwireTriggeredException(ToolOutputGuardrailResult result) {
        super("The tool output guardrail '" + result.guardrail() + "' ended the run at a call of the tool '"
                + result.toolName() + "'");
        this.result = result;
    }

    /** What the guardrail found. */
    public ToolOutputGuardrailResult guardrailResult() {
        return result;
    }

    @Override
    public String guardrail() {
        return result.guardrail();
    }

    @Override
    public Optional<OutputValue> outputInfo() {
        return result.output().outputInfo();
    }

    @Override
    public String errorType() {
        return "tool_output_guardrail_tripwire_triggered";
    }
}
