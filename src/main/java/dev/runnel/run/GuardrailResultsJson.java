package dev.runnel.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.InputGuardrailResult;
import dev.runnel.event.OutputValue;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.tool.ToolGuardrailFunctionOutput;
import dev.runnel.tool.ToolInputGuardrailResult;
import dev.runnel.tool.ToolOutputGuardrailResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What guardrails have found, in a run's state: without those of the output, since a run that has one cannot be resumed.
 */
final class GuardrailResultsJson {

    private static final String INPUT = "input";
    private static final String TOOL_INPUT = "tool_input";
    private static final String TOOL_OUTPUT = "tool_output";

    private GuardrailResultsJson() {
    }

    static void write(JsonGenerator json, GuardrailResults results) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(INPUT);
        for (InputGuardrailResult result : results.input()) {
            json.writeStartObject();
            json.writeStringField("guardrail", result.guardrail());
            json.writeBooleanField("tripwire_triggered", result.output().tripwireTriggered());
            info(json, result.output().outputInfo());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart(TOOL_INPUT);
        for (ToolInputGuardrailResult result : results.toolInput()) {
            write(json, result.guardrail(), result.toolName(), result.callId(), result.output());
        }
        json.writeEndArray();
        json.writeArrayFieldStart(TOOL_OUTPUT);
        for (ToolOutputGuardrailResult result : results.toolOutput()) {
            write(json, result.guardrail(), result.toolName(), result.callId(), result.output());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static GuardrailResults read(StateMembers results) {
        return new GuardrailResults(all(results, INPUT, GuardrailResultsJson::input), List.of(),
                all(results, TOOL_INPUT, result -> new ToolInputGuardrailResult(result.string("guardrail"),
                        result.string("tool"), result.string("call_id"), output(result))),
                all(results, TOOL_OUTPUT, result -> new ToolOutputGuardrailResult(result.string("guardrail"),
                        result.string("tool"), result.string("call_id"), output(result))));
    }

    private static void write(JsonGenerator json, String guardrail, String tool, String callId,
            ToolGuardrailFunctionOutput output) throws IOException {
        json.writeStartObject();
        json.writeStringField("guardrail", guardrail);
        json.writeStringField("tool", tool);
        json.writeStringField("call_id", callId);
        json.writeStringField("behavior", output.behavior().name().toLowerCase(Locale.ROOT));
        if (!output.message().isEmpty()) {
            json.writeStringField("message", output.message());
        }
        info(json, output.outputInfo());
        json.writeEndObject();
    }

    private static void info(JsonGenerator json, Optional<OutputValue> info) throws IOException {
        if (info.isPresent()) {
            Json.raw(json, "output_info", info.get().json());
        }
    }

    private static <T> List<T> all(StateMembers results, String name, Function<StateMembers, T> one) {
        return results.array(name).stream().map(json -> one.apply(new StateMembers(json, "what a guardrail has found")))
                .toList();
    }

    private static InputGuardrailResult input(StateMembers result) {
        return new InputGuardrailResult(result.string("guardrail"),
                new GuardrailFunctionOutput(info(result), result.flag("tripwire_triggered")));
    }

    private static ToolGuardrailFunctionOutput output(StateMembers result) {
        String behavior = result.string("behavior");
        return new ToolGuardrailFunctionOutput(Arrays.stream(ToolGuardrailFunctionOutput.Behavior.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(behavior)).findFirst()
                .orElseThrow(() -> result.wrong("behavior", "allow, reject_content or raise_exception")),
                result.optionalString("message").orElse(""), info(result));
    }

    private static Optional<OutputValue> info(StateMembers result) {
        if (!result.has("output_info")) {
            return Optional.empty();
        }
        JsonText info = result.value("output_info");
        try {
            return Optional.of(OutputValue.read(info));
        } catch (IllegalArgumentException tooLarge) {
            throw result.wrong("output_info", "a value that Java can hold");
        }
    }
}
