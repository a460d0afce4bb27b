package dev.runnel.http;

import java.time.Instant;
import java.time.InstantSource;

/** Whether there is work, and since when or since when not. Thread-safe. */
final class Workload {

    private final InstantSource clock;
    private int open; // guarded by this
    private Instant changed; // guarded by this

    Workload(InstantSource clock) {
        this.clock = clock;
        this.changed = clock.instant();
    }

    /**
     * What there is to tell.
     *
     * @param busy whether there is work
     * @param since when that last changed; at first, when this was made
     */
    record State(boolean busy, Instant since) {
    }

    synchronized void begin() {
        if (open++ == 0) {
            changed = clock.instant();
        }
    }

    synchronized void end() {
        if (--open == 0) {
            changed = clock.instant();
        }
    }

    synchronized State state() {
        return new State(open > 0, changed);
    }
}
