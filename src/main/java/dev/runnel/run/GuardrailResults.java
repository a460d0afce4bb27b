package dev.runnel.run;

import dev.runnel.agent.InputGuardrailResult;
import dev.runnel.agent.OutputGuardrailResult;
import dev.runnel.tool.ToolInputGuardrailResult;
import dev.runnel.tool.ToolOutputGuardrailResult;
import java.util.List;

/**
 * What the guardrails of a run have found so far, each kind in the order in which they did. Immutable.
 *
 * @param input those of the input
 * @param output those of the final output
 * @param toolInput those of the calls of tools
 * @param toolOutput those of the outputs of tools
 */
record GuardrailResults(List<InputGuardrailResult> input, List<OutputGuardrailResult> output,
        List<ToolInputGuardrailResult> toolInput, List<ToolOutputGuardrailResult> toolOutput) {

    static final GuardrailResults NONE = new GuardrailResults(List.of(), List.of(), List.of(), List.of());

    GuardrailResults {
        input = List.copyOf(input);
        output = List.copyOf(output);
        toolInput = List.copyOf(toolInput);
        toolOutput = List.copyOf(toolOutput);
    }

    GuardrailResults with(InputGuardrailResult one) {
        return new GuardrailResults(RunItems.joined(input, List.of(one)), output, toolInput, toolOutput);
    }

    GuardrailResults with(OutputGuardrailResult one) {
        return new GuardrailResults(input, RunItems.joined(output, List.of(one)), toolInput, toolOutput);
    }

    GuardrailResults with(ToolInputGuardrailResult one) {
        return new GuardrailResults(input, output, RunItems.joined(toolInput, List.of(one)), toolOutput);
    }

    GuardrailResults with(ToolOutputGuardrailResult one) {
        return new GuardrailResults(input, output, toolInput, RunItems.joined(toolOutput, List.of(one)));
    }
}
