package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import java.util.Objects;
import java.util.Optional;

/**
 * What a guardrail found.
 *
 * @param outputInfo what it wants to tell of that, for people and programs; it goes to the readers of the stream
 * @param tripwireTriggered whether the run must end
 */
public record GuardrailFunctionOutput(Optional<OutputValue> outputInfo, boolean tripwireTriggered) {

    private static final GuardrailFunctionOutput PASS = new GuardrailFunctionOutput(Optional.empty(), false);

    public GuardrailFunctionOutput {
        Objects.requireNonNull(outputInfo, "outputInfo");
    }

    /** Nothing was found. */
    public static GuardrailFunctionOutput pass() {
        return PASS;
    }

    /** Nothing was found that ends the run, and this is to be told all the same. */
    public static GuardrailFunctionOutput pass(OutputValue outputInfo) {
        return new GuardrailFunctionOutput(Optional.of(outputInfo), false);
    }

    /** The run must end. */
    public static GuardrailFunctionOutput tripwire(String outputInfo) {
        return tripwire(OutputValue.of(outputInfo));
    }

    /** The run must end. */
    public static GuardrailFunctionOutput tripwire(OutputValue outputInfo) {
        return new GuardrailFunctionOutput(Optional.of(outputInfo), true);
    }
}
