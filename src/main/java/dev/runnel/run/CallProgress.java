package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.tool.ProgressReporter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * What one call of a tool has reported and nobody has asked for yet. A tool must not wait for a slow reader, and a reader
 * wants to know how far the tool is now: of more reports than can wait the oldest are dropped. Thread-safe.
 */
final class CallProgress implements ProgressReporter {

    static final int MOST_WAITING = 32;

    private final Runnable arrived;
    private final Queue<OutputValue> waiting = new ArrayDeque<>(); // guarded by this, as the rest
    private boolean told;
    private boolean closed;

    /** @param arrived what to call, from any thread, when something waits; not again before {@link #poll} was called */
    CallProgress(Runnable arrived) {
        this.arrived = arrived;
    }

    @Override
    public void report(OutputValue data) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (waiting.size() == MOST_WAITING) {
                waiting.remove();
            }
            waiting.add(data);
            if (told) {
                return;
            }
            told = true;
        }
        arrived.run();
    }

    /** The oldest report that waits. */
    synchronized Optional<OutputValue> poll() {
        told = false;
        return Optional.ofNullable(waiting.poll());
    }

    /** All that waits; whatever is reported later is dropped. */
    synchronized List<OutputValue> close() {
        closed = true;
        List<OutputValue> rest = List.copyOf(waiting);
        waiting.clear();
        return rest;
    }
}
