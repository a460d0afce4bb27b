package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.context.RunContext;
import io.smallrye.mutiny.Uni;

/** Changes what a model is asked, right before the call; the history of the run stays as it is. */
@FunctionalInterface
public interface CallModelInputFilter {

    /**
     * What the model shall be asked. Called in the run's request context on its event loop before each call, so it must not
     * block; a failure fails the run.
     *
     * @param data what it would be asked
     */
    Uni<ModelInputData> filter(ModelInputData data, Agent agent, RunContext run);
}
