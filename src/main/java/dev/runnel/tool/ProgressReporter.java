package dev.runnel.tool;

import dev.runnel.event.OutputValue;

/** Whom a call of a tool reports to how far it is. */
@FunctionalInterface
public interface ProgressReporter {

    /** Nobody. */
    ProgressReporter NONE = data -> { };

    /** Tells the run's reader. Never blocks and never fails; from any thread. */
    void report(OutputValue data);
}
