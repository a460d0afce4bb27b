package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;

/**
 * Answers one call of a tool. The innermost step invokes the tool; each of the others does something around the one that it
 * is given. Called and subscribed on the call's own context; cancelling the subscription ends the call.
 */
@FunctionalInterface
interface ToolStep {

    Uni<OutputValue> answer(ToolContext call);
}
