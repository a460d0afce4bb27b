package dev.runnel.agent;

import java.util.Objects;

/**
 * What an input guardrail found in a run.
 *
 * @param guardrail the guardrail's name
 * @param output what it found
 */
public record InputGuardrailResult(String guardrail, GuardrailFunctionOutput output) {

    public InputGuardrailResult {
        Objects.requireNonNull(guardrail, "guardrail");
        Objects.requireNonNull(output, "output");
    }
}
