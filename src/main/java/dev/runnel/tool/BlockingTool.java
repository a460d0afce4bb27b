package dev.runnel.tool;

import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import io.smallrye.mutiny.Uni;

/**
 * A tool by hand that may block: checks its arguments and calls it elsewhere than on the event loop, and takes what it
 * returns as it is.
 */
final class BlockingTool implements ToolHandler {

    private final String toolName;
    private final ArgumentsCheck check;
    private final BlockingToolHandler handler;

    BlockingTool(String toolName, ArgumentsCheck check, BlockingToolHandler handler) {
        this.toolName = toolName;
        this.check = check;
        this.handler = handler;
    }

    @Override
    public Uni<OutputValue> call(ToolContext context, JsonText arguments) {
        return BlockingThreads.call(RunningTools.until(context, () -> {
            check.read(arguments);
            return output(handler.call(context, arguments));
        }));
    }

    private OutputValue output(Object returned) {
        if (returned == null) {
            return OutputValue.of("");
        }
        if (returned instanceof OutputValue output) {
            return output;
        }
        if (returned instanceof String text) {
            return OutputValue.of(text);
        }
        if (returned instanceof JsonText json) {
            return new OutputValue(json, json);
        }
        if (returned instanceof Number || returned instanceof Boolean) {
            return new OutputValue(returned, JsonText.of(returned.toString()));
        }
        return OutputParts.of(returned).orElseThrow(() -> new IllegalStateException("The tool '" + toolName + "' returned a "
                + returned.getClass().getName() + "; allowed are texts, numbers, booleans, JsonText, OutputValue and"
                + " ToolOutputPart, also in a list"));
    }
}
