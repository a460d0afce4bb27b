package dev.runnel.tool;

import dev.runnel.model.JsonText;

/** What a tool does when it is called, where it takes its time or has its output at hand. */
@FunctionalInterface
public interface BlockingToolHandler {

    /**
     * Answers one call, on a virtual thread (a worker thread before Java 21), with the run's contexts. Interrupted when
     * nobody waits any longer.
     *
     * @param context the call
     * @param arguments its arguments, a JSON object, checked against the schema that the tool was built with
     * @return the output: a text, a number, a boolean, a {@link JsonText}, an {@code OutputValue}, a
     *         {@code ToolOutputPart} or a list of those; null for none
     * @throws Exception becomes a text for the model, and an {@link InvalidToolInputException} one that asks it for better
     *         arguments
     */
    Object call(ToolContext context, JsonText arguments) throws Exception;
}
