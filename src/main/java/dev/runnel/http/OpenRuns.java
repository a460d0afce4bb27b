package dev.runnel.http;

import dev.runnel.event.StreamEvent;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The runs whose events are being written to a client. When the application is stopped, each is ended with its terminal
 * event while the connections still stand, and no new one begins. Thread-safe.
 */
@Singleton
final class OpenRuns {

    private static final Logger LOG = Logger.getLogger(OpenRuns.class);

    /** Somebody else answers soon, or this server does again. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Set<OpenRun> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** By identity. */
    private static final class OpenRun {

        final Runnable end;

        OpenRun(Runnable end) {
            this.end = end;
        }
    }

    /** @throws ProblemException with status 503 when the application is being stopped */
    void admit() {
        if (stopping) {
            throw new ProblemException(Problem.of(503, "The server is being stopped; try again in a moment"),
                    Response.status(503).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
        }
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
