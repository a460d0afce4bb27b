package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import dev.runnel.model.AgentsException;
import java.util.Optional;

/** A guardrail has ended the run. What it found goes to the readers of the stream with the error. */
public abstract class GuardrailTripwireTriggeredException extends AgentsException {

    private static final long serialVersionUID = 1L;

    protected GuardrailTripwireTriggeredException(String message) {
        super(message);
    }

    /** The guardrail's name. */
    public abstract String guardrail();

    /** What it told of what it found. */
    public abstract Optional<OutputValue> outputInfo();
}
