package dev.runnel.run;

import dev.runnel.event.CancelReason;
import dev.runnel.event.StreamEvent;
import io.smallrye.mutiny.Multi;

/** A run that streams. */
public final class RunResultStreaming {

    /** The run's id. */
    public String runId() {
        throw new UnsupportedOperationException();
    }

    /** The run's events. */
    public Multi<StreamEvent> streamEvents() {
        throw new UnsupportedOperationException();
    }

    /** Ends the run at once. */
    public void cancel() {
        cancel(CancelMode.IMMEDIATE);
    }

    /** Ends the run. */
    public void cancel(CancelMode mode) {
        cancel(mode, CancelReason.REQUESTED);
    }

    /** Ends the run and tells why. */
    public void cancel(CancelMode mode, CancelReason reason) {
        throw new UnsupportedOperationException();
    }
}
