package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;

/** Answers a call of a tool that there is not. */
final class UnknownTool implements ToolStep {

    private final ToolErrorFormatter formatter;

    UnknownTool(ToolErrorFormatter formatter) {
        this.formatter = formatter;
    }

    @Override
    public Uni<OutputValue> answer(ToolContext call) {
        String words = "Tool '" + call.call().name() + "' not found.";
        return Uni.createFrom().deferred(() -> formatter.words(
                new ToolErrorFormatter.Args(ToolErrorKind.TOOL_NOT_FOUND, call, words))).map(OutputValue::of);
    }
}
