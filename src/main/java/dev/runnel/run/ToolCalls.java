package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import dev.runnel.tool.InvalidToolInputException;
import dev.runnel.tool.RunningTools;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Calls one tool, and turns whatever goes wrong into the Agents SDK's text for the model, so that the run goes on. */
final class ToolCalls {

    private static final Logger LOG = Logger.getLogger(ToolCalls.class.getPackageName());

    private static final OutputValue NOTHING = OutputValue.of("");

    private ToolCalls() {
    }

    /** The tool's output, or the text of its error; never a failure. It is one of {@link RunningTools} until then. */
    static Uni<OutputValue> call(Tool tool, ToolContext context) {
        return Uni.createFrom().deferred(() -> {
            Runnable ended = RunningTools.begin(context);
            return output(tool, context).onTermination().invoke(ended);
        });
    }

    private static Uni<OutputValue> output(Tool tool, ToolContext context) {
        return Uni.createFrom().deferred(() -> tool.handler().call(context, arguments(tool, context)))
                .onItem().ifNull().continueWith(NOTHING)
                .onFailure().recoverWithItem(failure -> errorText(tool, context, failure))
                .onFailure().recoverWithItem(() -> errorText("it cannot be told")); // its own message failed
    }

    private static JsonText arguments(Tool tool, ToolContext context) {
        String arguments = context.call().arguments();
        if (arguments.isBlank()) {
            return JsonText.of("{}");
        }
        try {
            return JsonText.object(arguments.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidToolInputException("Invalid JSON input for tool " + tool.name());
        }
    }

    private static OutputValue errorText(Tool tool, ToolContext context, Throwable failure) {
        if (failure instanceof InvalidToolInputException) {
            LOG.debugf("Run %s: the model called the tool %s wrongly: %s", context.run().runId(), tool.name(),
                    failure.getMessage());
        } else {
            LOG.warnf(failure, "Run %s: the tool %s failed; the model is told so", context.run().runId(), tool.name());
        }
        return errorText(Objects.requireNonNullElseGet(failure.getMessage(), failure.getClass()::getSimpleName));
    }

    private static OutputValue errorText(String message) {
        return OutputValue.of("An error occurred while running the tool. Please try again. Error: " + message);
    }
}
