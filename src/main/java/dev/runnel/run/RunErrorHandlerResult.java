package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import java.util.Objects;

/**
 * What a run gives in the place of a failure.
 *
 * @param finalOutput the output
 * @param includeInHistory whether it becomes a message of the conversation, and so an event
 */
public record RunErrorHandlerResult(OutputValue finalOutput, boolean includeInHistory) {

    public RunErrorHandlerResult {
        Objects.requireNonNull(finalOutput, "finalOutput");
    }

    /** This text, which becomes a message of the conversation. */
    public static RunErrorHandlerResult of(String finalOutput) {
        return of(OutputValue.of(finalOutput));
    }

    /** What this JSON is for the agent's output type, which becomes a message of the conversation. */
    public static RunErrorHandlerResult ofJson(JsonText finalOutput) {
        return of(new OutputValue(finalOutput, finalOutput));
    }

    /** This output, which becomes a message of the conversation. */
    public static RunErrorHandlerResult of(OutputValue finalOutput) {
        return new RunErrorHandlerResult(finalOutput, true);
    }

    /** The same output, which does not become a message. */
    public RunErrorHandlerResult notInHistory() {
        return new RunErrorHandlerResult(finalOutput, false);
    }
}
