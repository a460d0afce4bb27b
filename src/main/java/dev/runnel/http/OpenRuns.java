package dev.runnel.http;

import dev.runnel.event.StreamEvent;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The runs that clients wait for, at most so many at the same time. When the application is stopped, each is ended with its
 * terminal event while the connections still stand, and no new one begins. Thread-safe.
 */
@Singleton
final class OpenRuns {

    private static final Logger LOG = Logger.getLogger(OpenRuns.class);

    /** Somebody else answers soon, or this server does again. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Set<OpenRun> open = ConcurrentHashMap.newKeySet();
    private final int most;
    private final Semaphore free;
    private volatile boolean stopping;

    @Inject
    OpenRuns(HttpConfig config) {
        this(config.maxConcurrentRuns());
    }

    /** @param most how many at the same time */
    OpenRuns(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** By identity. */
    private static final class OpenRun {

        final Runnable end;

        OpenRun(Runnable end) {
            this.end = end;
        }
    }

    /**
     * Takes one of the places for runs.
     *
     * @return gives the place back; calling it again is harmless
     * @throws ProblemException with status 503 when the application is being stopped, with 429 when no place is free
     */
    Runnable admit() {
        if (stopping) {
            throw later(Problem.of(503, "The server is being stopped; try again in a moment"));
        }
        if (!free.tryAcquire()) {
            throw later(Problem.of(429, "There are as many runs as this server allows at the same time, " + most
                    + "; try again in a moment"));
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.getAndSet(false)) {
                free.release();
            }
        };
    }

    /** Refuses a request that may well be sent again. */
    static ProblemException later(Problem problem) {
        return new ProblemException(problem,
                Response.status(problem.status()).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
    }

    /** How many places are taken. */
    int taken() {
        return most - free.availablePermits();
    }

    /**
     * The same events; from their subscription to their end, the run is open.
     *
     * @param runId the run's id, for the log
     * @param agent the agent that it began with, for the log
     * @param end ends the run with its terminal event, because the application is being stopped
     */
    Multi<StreamEvent> track(String runId, String agent, Runnable end, Multi<StreamEvent> events) {
        OpenRun run = new OpenRun(end);
        return events
                .onSubscription().invoke(() -> {
                    open.add(run);
                    if (stopping) {
                        end.run();
                    }
                })
                .onTermination().invoke((failure, left) -> {
                    open.remove(run);
                    if (left) {
                        LOG.infof("Run %s of agent '%s' was cancelled: its client went away", runId, agent);
                    }
                });
    }

    int count() {
        return open.size();
    }

    void onShutdown(@Observes ShutdownDelayInitiatedEvent stop) {
        stopping = true;
        if (!open.isEmpty()) {
            LOG.infof("The application is being stopped: ending %d open runs", open.size());
        }
        for (OpenRun run : open) {
            try {
                run.end.run();
            } catch (RuntimeException e) {
                LOG.warn("A run could not be ended; its stream will be cut", e);
            }
        }
    }
}
