package dev.runnel.session;

import java.time.Duration;
import java.util.Objects;

/**
 * How much an {@link InMemorySessionStore} keeps.
 *
 * @param maxSessions the most sessions, at least 1
 * @param maxItems the most items of one session, at least 1
 * @param maxBytes the most bytes of all items together, as JSON, at least 1
 * @param idleTime how long a session is kept that nobody reads or writes, at least 1 ms
 */
public record SessionBounds(int maxSessions, int maxItems, long maxBytes, Duration idleTime) {

    /** 1000 sessions of 1000 items, 64 MiB, one hour. */
    public static final SessionBounds DEFAULT = new SessionBounds(1000, 1000, 64L << 20, Duration.ofHours(1));

    /** @throws IllegalArgumentException if a bound is less than allowed */
    public SessionBounds {
        Objects.requireNonNull(idleTime, "idleTime");
        require("maxSessions", maxSessions);
        require("maxItems", maxItems);
        require("maxBytes", maxBytes);
        if (idleTime.toMillis() < 1) {
            throw new IllegalArgumentException("idleTime is " + idleTime + ", must be at least 1 ms");
        }
    }

    private static void require(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
        }
    }
}
