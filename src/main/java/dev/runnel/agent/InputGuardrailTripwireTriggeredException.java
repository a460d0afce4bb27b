package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import java.util.Optional;

/** An input guardrail has ended the run. */
public final class InputGuardrailTripwireTriggeredException extends GuardrailTripwireTriggeredException {

    private static final long serialVersionUID = 1L;

    private final transient InputGuardrailResult guardrailResult;

    /** @param guardrailResult what the guardrail found */
    public InputGuardrailTripwireTriggeredException(InputGuardrailResult guardrailResult) {
        super("The input guardrail '" + guardrailResult.guardrail() + "' ended the run");
        this.guardrailResult = guardrailResult;
    }

    /** What the guardrail found. */
    public InputGuardrailResult guardrailResult() {
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
        return "input_guardrail_tripwire_triggered";
    }
}
