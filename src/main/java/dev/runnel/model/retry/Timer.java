package dev.runnel.model.retry;

import java.time.Duration;

/** The time of one run. Used on any thread. */
public interface Timer {

    /** A time in nanoseconds that only goes forward; its origin is any. */
    long nanoTime();

    /**
     * Runs a task after that time, one at a time with all else that the run does.
     *
     * @return forgets the task, if it has not run
     */
    Runnable after(Duration delay, Runnable task);

    /** Whether the run may still go on for more than this time. */
    default boolean hasMoreThan(Duration time) {
        return true;
    }
}
