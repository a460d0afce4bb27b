package dev.runnel.tool;

import dev.runnel.event.OutputValue;
import java.util.Objects;
import java.util.Optional;

/**
 * What a guardrail of a tool found.
 *
 * @param behavior what shall happen
 * @param message what the model is told in the place of the tool's output; empty unless the content is rejected
 * @param outputInfo what it wants to tell of what it found, for people and programs
 */
public record ToolGuardrailFunctionOutput(Behavior behavior, String message, Optional<OutputValue> outputInfo) {

    private static final ToolGuardrailFunctionOutput ALLOW = new ToolGuardrailFunctionOutput(Behavior.ALLOW, "",
            Optional.empty());

    /** What shall happen. */
    public enum Behavior {

        /** Nothing: the call goes on. */
        ALLOW,

        /** The model is told a message in the place of the output, and the run goes on. */
        REJECT_CONTENT,

        /** The run fails. */
        RAISE_EXCEPTION
    }

    public ToolGuardrailFunctionOutput {
        Objects.requireNonNull(behavior, "behavior");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(outputInfo, "outputInfo");
    }

    /** The call goes on. */
    public static ToolGuardrailFunctionOutput allow() {
        return ALLOW;
    }

    /** The model is told this in the place of the output; before the tool is called, it is not called. */
    public static ToolGuardrailFunctionOutput rejectContent(String message) {
        return new ToolGuardrailFunctionOutput(Behavior.REJECT_CONTENT, message, Optional.empty());
    }

    /** The run fails. */
    public static ToolGuardrailFunctionOutput raiseException() {
        return new ToolGuardrailFunctionOutput(Behavior.RAISE_EXCEPTION, "", Optional.empty());
    }

    /** The same, with more to tell. */
    public ToolGuardrailFunctionOutput withOutputInfo(OutputValue info) {
        return new ToolGuardrailFunctionOutput(behavior, message, Optional.of(info));
    }

    /** The same, with more to tell. */
    public ToolGuardrailFunctionOutput withOutputInfo(String info) {
        return withOutputInfo(OutputValue.of(info));
    }
}
