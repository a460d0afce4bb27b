package dev.runnel.tool;

import java.util.Objects;

/**
 * What a guardrail found in a call of a tool.
 *
 * @param guardrail its name
 * @param toolName the tool that was called
 * @param callId the call
 * @param output what it found
 */
public record ToolInputGuardrailResult(String guardrail, String toolName, String callId,
        ToolGuardrailFunctionOutput output) {

    public ToolInputGuardrailResult {
        Objects.requireNonNull(guardrail, "guardrail");
        Objects.requireNonNull(toolName, "toolName");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(output, "output");
    }
}
