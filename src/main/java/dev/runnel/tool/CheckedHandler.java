package dev.runnel.tool;

import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import io.smallrye.mutiny.Uni;

/** Calls a handler with arguments that fit the tool's schema only. */
final class CheckedHandler implements ToolHandler {

    private final ArgumentsCheck check;
    private final ToolHandler handler;

    CheckedHandler(ArgumentsCheck check, ToolHandler handler) {
        this.check = check;
        this.handler = handler;
    }

    @Override
    public Uni<OutputValue> call(ToolContext context, JsonText arguments) {
        check.read(arguments);
        return handler.call(context, arguments);
    }
}
