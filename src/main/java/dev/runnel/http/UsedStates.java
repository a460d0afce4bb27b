package dev.runnel.http;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/** The states that were used in this process and have not expired, at most so many. Thread-safe. */
final class UsedStates {

    private final int most;
    private final Clock clock;
    private final Set<String> ids = new HashSet<>(); // guarded by this
    private final Queue<Used> byEnd = new PriorityQueue<>(Comparator.comparing(Used::expires)); // guarded by this

    private record Used(String id, Instant expires) {
    }

    /** What comes of the wish to use a state. */
    enum Outcome {
        FIRST, AGAIN, FULL
    }

    UsedStates(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Uses a state that has not expired: nobody else can from now on, in this process. */
    synchronized Outcome use(String id, Instant expires) {
        Instant now = clock.instant();
        while (!byEnd.isEmpty() && !byEnd.peek().expires().isAfter(now)) {
            ids.remove(byEnd.remove().id());
        }
        if (ids.contains(id)) {
            return Outcome.AGAIN;
        }
        if (ids.size() >= most) {
            return Outcome.FULL;
        }
        ids.add(id);
        byEnd.add(new Used(id, expires));
        return Outcome.FIRST;
    }
}
