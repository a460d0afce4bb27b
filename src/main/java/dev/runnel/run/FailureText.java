package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.tool.InvalidToolInputException;
import dev.runnel.tool.ToolContext;
import dev.runnel.tool.ToolErrorFunction;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Turns what goes wrong in a tool into words for the model, unless its function has none. */
final class FailureText implements ToolStep {

    private static final Logger LOG = Logger.getLogger(FailureText.class.getPackageName());

    private final String toolName;
    private final ToolErrorFunction words;
    private final ToolStep step;

    FailureText(String toolName, ToolErrorFunction words, ToolStep step) {
        this.toolName = toolName;
        this.words = words;
        this.step = step;
    }

    @Override
    public Uni<OutputValue> answer(ToolContext call) {
        return step.answer(call).onFailure(failure -> !(failure instanceof Interruption)).recoverWithUni(failure -> {
            Uni<OutputValue> told = words.text(call, failure).onItem().ifNull().continueWith("").map(OutputValue::of);
            return words == ToolErrorFunction.RAISE ? told : told.invoke(() -> log(call, failure));
        });
    }

    private void log(ToolContext call, Throwable failure) {
        if (failure instanceof InvalidToolInputException) {
            LOG.debugf("Run %s: the model called the tool %s wrongly: %s", call.run().runId(), toolName,
                    failure.getMessage());
        } else {
            LOG.warnf(failure, "Run %s: the tool %s failed; the model is told so", call.run().runId(), toolName);
        }
    }
}
