package dev.runnel.agent;

import dev.runnel.context.RunContext;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

/** What an agent is told to be: a fixed text, or one that is made anew for every model call. */
@FunctionalInterface
public interface Instructions {

    /**
     * The instructions for the next model call. Called on the run's event loop, so it must not block.
     *
     * @param run the run that needs them
     * @param agent the agent that they are for
     * @return the text; an empty one means none
     */
    Uni<String> of(RunContext run, Agent agent);

    /** The same text always. */
    static Instructions text(String text) {
        Uni<String> always = Uni.createFrom().item(Objects.requireNonNull(text, "text"));
        return (run, agent) -> always;
    }
}
