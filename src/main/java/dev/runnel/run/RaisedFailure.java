package dev.runnel.run;

import dev.runnel.agent.UserException;
import dev.runnel.event.OutputValue;
import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.tool.InvalidToolInputException;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

/** Names the tool in a failure that ends the run, unless that tells by itself what it is. */
final class RaisedFailure implements ToolStep {

    private final String toolName;
    private final ToolStep step;

    RaisedFailure(String toolName, ToolStep step) {
        this.toolName = toolName;
        this.step = step;
    }

    @Override
    public Uni<OutputValue> answer(ToolContext call) {
        return Uni.createFrom().deferred(() -> step.answer(call))
                .onFailure(failure -> !(failure instanceof Interruption)).transform(failure -> named(toolName, failure));
    }

    static AgentsException named(String toolName, Throwable failure) {
        if (failure instanceof AgentsException known) {
            return known;
        }
        String words = "Error running tool " + toolName + ": "
                + Objects.requireNonNullElseGet(failure.getMessage(), failure.getClass()::getSimpleName);
        return failure instanceof InvalidToolInputException ? new ModelBehaviorException(words)
                : new UserException(words, failure);
    }
}
