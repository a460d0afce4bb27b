package dev.runnel.agent;

import dev.runnel.context.RunContext;
import io.smallrye.mutiny.Uni;

/** Is told that a handoff happens, with what the model gave to it. */
@FunctionalInterface
public interface OnHandoff<T> {

    /**
     * The model hands off. Called in the run's request context on its event loop before the handoff is told, so it must not
     * block; a failure fails the run.
     *
     * @param input what the model gave
     */
    Uni<Void> handedOff(RunContext run, T input);
}
