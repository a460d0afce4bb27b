package dev.runnel.deployed.lambda;

import java.util.concurrent.TimeUnit;

/**
 * How fast a streamed response is taken: a burst at once, then so much a second; and how much of it at all. Lambda's own are
 * {@link #LAMBDA}.
 *
 * @param burst bytes that are taken as they come
 * @param bytesPerSecond what is taken afterwards
 * @param largest bytes after which the response is cut
 */
record Pace(long burst, long bytesPerSecond, long largest) {

    static final Pace LAMBDA = new Pace(6L << 20, 2L << 20, 200L << 20);

    /** Waits as long as the next bytes must, after so many since a time. */
    void await(long taken, long sinceNanos) throws InterruptedException {
        long late = taken - burst;
        if (late > 0) {
            long due = sinceNanos + (long) (late * 1e9 / bytesPerSecond);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        }
    }
}
