package dev.runnel.run;

import dev.runnel.context.RunContext;
import dev.runnel.model.AgentsException;
import java.util.Objects;

/**
 * What a run has come to.
 *
 * @param error with what it would fail
 * @param context the run's context
 * @param runData what it has done until then
 */
public record RunErrorHandlerInput(AgentsException error, RunContext context, RunErrorDetails runData) {

    public RunErrorHandlerInput {
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(runData, "runData");
    }
}
