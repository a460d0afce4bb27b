package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import dev.runnel.tool.ToolInputGuardrailResult;
import java.util.Optional;

/** A guardrail of a tool has ended the run before the tool was called. */
public final class ToolInputGuardrailTripwireTriggeredException extends GuardrailTripwireTriggeredException {

    private static final long serialVersionUID = 1L;

    private final transient ToolInputGuardrailResult result;

    public ToolInputGuardrailTripwireTriggeredException(ToolInputGuardrailResult result) {
        super("The tool input guardrail '" + result.guardrail() + "' ended the run at a call of the tool '"
                + result.toolName() + "'");
        this.result = result;
    }

    /** What the guardrail found. */
    public ToolInputGuardrailResult guardrailResult() {
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
        return "tool_input_guardrail_tripwire_triggered";
    }
}
