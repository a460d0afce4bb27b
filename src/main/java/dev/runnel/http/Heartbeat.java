package dev.runnel.http;

import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One timer for all open streams; none while there is no stream. Thread-safe. */
@Singleton
final class Heartbeat {

    private static final int SWEEPS_PER_SILENCE = 15;

    private final Vertx vertx;
    private final Duration silence;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();

    // guarded by this
    private boolean ticking;

    @Inject
    Heartbeat(Vertx vertx, HttpConfig config) {
        this(vertx, config.heartbeat());
    }

    Heartbeat(Vertx vertx, Duration silence) {
        this.vertx = vertx;
        this.silence = silence;
    }

    /** What is kept alive. */
    interface Stream {

        /**
         * Sends a sign of life if nothing was sent for long. Called on any thread.
         *
         * @param now of {@link System#nanoTime()}
         * @param silence how long is long, in nanoseconds
         */
        void breakSilence(long now, long silence);
    }

    void add(Stream stream) {
        open.add(stream);
        synchronized (this) {
            if (!ticking) {
                ticking = true;
                vertx.setPeriodic(Math.max(1, silence.toMillis() / SWEEPS_PER_SILENCE), this::sweep);
            }
        }
    }

    void remove(Stream stream) {
        open.remove(stream);
    }

    synchronized boolean isTicking() {
        return ticking;
    }

    private void sweep(long timer) {
        synchronized (this) {
            if (open.isEmpty()) {
                ticking = false;
                vertx.cancelTimer(timer);
                return;
            }
        }
        long now = System.nanoTime();
        open.forEach(stream -> stream.breakSilence(now, silence.toNanos()));
    }
}
