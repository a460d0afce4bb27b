package dev.runnel.agent;

import dev.runnel.event.AgentRef;
import dev.runnel.event.OutputValue;
import java.util.Objects;

/**
 * What an output guardrail found in a run.
 *
 * @param guardrail the guardrail's name
 * @param agent the agent that gave the output
 * @param agentOutput what it looked at
 * @param output what it found
 */
public record OutputGuardrailResult(String guardrail, AgentRef agent, OutputValue agentOutput,
        GuardrailFunctionOutput output) {

    public OutputGuardrailResult {
        Objects.requireNonNull(guardrail, "guardrail");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(agentOutput, "agentOutput");
        Objects.requireNonNull(output, "output");
    }
}
