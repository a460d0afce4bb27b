package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;

/** Tells the hooks that a tool is called, and what it gave. */
final class HookedCall implements ToolStep {

    private final Tool tool;
    private final Hooks hooks;
    private final ToolStep step;

    HookedCall(Tool tool, Hooks hooks, ToolStep step) {
        this.tool = tool;
        this.hooks = hooks;
        this.step = step;
    }

    @Override
    public Uni<OutputValue> answer(ToolContext call) {
        return Uni.createFrom().deferred(() -> {
            CallContext context = CallContext.current();
            return hooks.toolStart(call, tool).emitOn(context)
                    .chain(() -> step.answer(call))
                    .call(output -> hooks.toolEnd(call, tool, output)).emitOn(context);
        });
    }
}
