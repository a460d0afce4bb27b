package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import java.util.Optional;

/** An output guardrail has ended the run. */
public final class OutputGuardrailTripwireTriggeredException extends GuardrailTripwireTriggeredException {

    private static final long serialVersionUID = 1L;

    private final transient OutputGuardrailResult guardrailResult;

    /** @param guardrailResult what the guardrail found */
    public OutputGuardrailTripwireTriggeredException(OutputGuardrailResult guardrailResult) {
        super("The output guardrail '" + guardrailResult.guardrail() + "' ended the run");
        this.guardrailResult = guardrailResult;
    }

    /** What the guardrail found. */
    public OutputGuardrailResult guardrailResult() {
        return guardrailResult;
    }

    @Override
    public String guardrail() {
        return guardrailResult.guardrail();
    }

    @Override
    public Optional<OutputValue> outputInfo() {
        return guardrailResult.output().outputInfo();
    }

    @Override
    public String errorType() {
        return "output_guardrail_tripwire_triggered";
    }
}
