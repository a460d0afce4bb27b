package dev.runnel.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the CPU time of the calling thread for each of several ways to do a thing, in rounds that take turns, and prints
 * the best round of each: other work on the machine only ever makes a round slower.
 */
final class Timing {

    private static final int ROUNDS = 15;
    private static final long ROUND_NANOS = 150_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Way> ways = new ArrayList<>();

    /** What the ways return goes here, so that none of it can be left out. */
    private long sink;

    /** Does the thing once, and returns anything that depends on its result. */
    interface Work {
        long run();
    }

    private static final class Way {
        final String name;
        final int events;
        final Work work;
        double nanosPerEvent = Double.MAX_VALUE;

        Way(String name, int events, Work work) {
            this.name = name;
            this.events = events;
            this.work = work;
        }
    }

    /** Adds a way that does {@code events} events at a time; the first one is what the others are compared with. */
    Timing add(String name, int events, Work work) {
        ways.add(new Way(name, events, work));
        return this;
    }

    void print(String title) {
        for (int round = 0; round < ROUNDS; round++) { // the first rounds are the warm-up
            for (Way way : ways) {
                way.nanosPerEvent = Math.min(way.nanosPerEvent, round(way));
            }
        }
        System.out.println(title);
        double base = ways.get(0).nanosPerEvent;
        for (Way way : ways) {
            System.out.printf(Locale.ROOT, "  %-44s %12.1f ns CPU per event %8.2f x%n", way.name, way.nanosPerEvent,
                    way.nanosPerEvent / base);
        }
        if (sink == 42) {
            System.out.println();
        }
    }

    private double round(Way way) {
        long start = THREADS.getCurrentThreadCpuTime();
        long taken;
        long times = 0;
        do {
            sink += way.work.run();
            times++;
            taken = THREADS.getCurrentThreadCpuTime() - start;
        } while (taken < ROUND_NANOS);
        return (double) taken / times / way.events;
    }
}
