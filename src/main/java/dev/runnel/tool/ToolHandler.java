package dev.runnel.tool;

import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import io.smallrye.mutiny.Uni;

/** What a tool does when it is called. */
@FunctionalInterface
public interface ToolHandler {

    /**
     * Answers one call. Called and subscribed on the run's event loop, so it must not block; the result may come from any
     * thread. Cancelling the subscription tells that nobody waits any longer.
     *
     * @param context the call
     * @param arguments its arguments, a JSON object, checked against the schema that the tool was built with
     * @return the output; a failure becomes a text for the model, and an {@link InvalidToolInputException} one that asks it
     *         for better arguments
     */
    Uni<OutputValue> call(ToolContext context, JsonText arguments);
}
