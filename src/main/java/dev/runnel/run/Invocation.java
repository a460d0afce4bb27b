package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import dev.runnel.tool.InvalidToolInputException;
import dev.runnel.tool.RunningTools;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;

/** The call of the tool itself, one of {@link RunningTools} until it ends. What it gives comes on the call's own context. */
final class Invocation implements ToolStep {

    private static final OutputValue NOTHING = OutputValue.of("");
    private static final JsonText NO_ARGUMENTS = JsonText.of("{}");

    private final Tool tool;

    Invocation(Tool tool) {
        this.tool = tool;
    }

    @Override
    public Uni<OutputValue> answer(ToolContext call) {
        return Uni.createFrom().deferred(() -> {
            Runnable ended = RunningTools.begin(call);
            return Uni.createFrom().deferred(() -> tool.handler().call(call, arguments(call)))
                    .onTermination().invoke(ended)
                    .onItem().ifNull().continueWith(NOTHING)
                    .emitOn(CallContext.current());
        });
    }

    private JsonText arguments(ToolContext call) {
        String arguments = call.call().arguments();
        if (arguments.isBlank()) {
            return NO_ARGUMENTS;
        }
        try {
            return JsonText.object(arguments.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidToolInputException("Invalid JSON input for tool " + tool.name());
        }
    }
}
