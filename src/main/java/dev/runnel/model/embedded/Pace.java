package dev.runnel.model.embedded;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** When the next word of one stream may go. Not thread-safe. */
final class Pace {

    private final double nanosPerWord;
    private final LongSupplier nanoTime;
    private double due;

    /**
     * @param wordsPerSecond 0 for no waiting
     * @param nanoTime a clock that never goes back, as {@link System#nanoTime()}
     */
    Pace(double wordsPerSecond, LongSupplier nanoTime) {
        this.nanosPerWord = wordsPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / wordsPerSecond;
        this.nanoTime = nanoTime;
        this.due = nanoTime.getAsLong() + nanosPerWord;
    }

    /** How long the next word has to wait, in whole milliseconds, rounded up; 0 if it may go. */
    long waitMillis() {
        if (nanosPerWord == 0) {
            return 0;
        }
        return (long) Math.ceil(Math.max(0, due - nanoTime.getAsLong()) / TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** A word went. */
    void wordSent() {
        due += nanosPerWord;
    }

    /** Writing was held up by the reader: the time lost is not made up for in a rush. */
    void resume() {
        due = Math.max(due, nanoTime.getAsLong());
    }
}
