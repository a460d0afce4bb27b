package dev.runnel.http;

import dev.runnel.context.Ongoing;
import dev.runnel.event.StreamEvent;
import dev.runnel.tool.RunningTools;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The runs that clients wait for, at most so many at the same time. When the application is stopped no new one begins, and
 * each has some time to end by itself; then it is ended with its terminal event, while the connections still stand. Tools
 * that still run are waited for and told of. Thread-safe.
 */
@Singleton
final class OpenRuns {

    private static final Logger LOG = Logger.getLogger(OpenRuns.class);

    /** Somebody else answers soon, or this server does again. */
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Ongoing<OpenRun> open = new Ongoing<>();
    private final int most;
    private final ShutdownTimes times;
    private final Semaphore free;
    private final Workload workload = new Workload(Clock.systemUTC());
    private volatile boolean stopping;

    @Inject
    OpenRuns(HttpConfig config, ShutdownConfig shutdown) {
        this(config.maxConcurrentRuns(), LaunchMode.current().isDevOrTest() ? ShutdownTimes.hasty()
                : ShutdownTimes.of(shutdown));
    }

    /**
     * @param most how many at the same time
     * @param times how long the stop may take
     */
    OpenRuns(int most, ShutdownTimes times) {
        this.most = most;
        this.times = times;
        this.free = new Semaphore(most);
    }

    /** By identity. */
    private static final class OpenRun {

        final Runnable end;
        volatile Runnable ended = () -> { };

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
                    run.ended = open.begin(run);
                    workload.begin();
                    if (stopping) {
                        end.run();
                    }
                })
                .onTermination().invoke((failure, left) -> {
                    run.ended.run();
                    workload.end();
                    if (left) {
                        inLogOf(runId, () -> LOG.infof("Run %s of agent '%s' was cancelled: its client went away", runId,
                                agent));
                    }
                });
    }

    /** A line about a run has its id, as those have that are logged in the run itself. */
    private static void inLogOf(String runId, Runnable line) {
        Object before = MDC.get("run_id");
        MDC.put("run_id", runId);
        try {
            line.run();
        } finally {
            if (before == null) {
                MDC.remove("run_id");
            } else {
                MDC.put("run_id", before);
            }
        }
    }

    int count() {
        return open.now().size();
    }

    /** Whether runs are open. */
    Workload.State workload() {
        return workload.state();
    }

    /** Whether the application was told to stop. */
    boolean isStopping() {
        return stopping;
    }

    /** Blocks the thread that stops the application; the connections stand until it returns. */
    void onShutdown(@Observes ShutdownDelayInitiatedEvent stop) {
        stopping = true;
        try {
            stop();
        } catch (InterruptedException hurried) {
            endAll();
            Thread.currentThread().interrupt();
        }
    }

    private void stop() throws InterruptedException {
        if (count() > 0 && !times.grace().isZero()) {
            LOG.infof("The application is being stopped: %d open runs have %d ms to end by themselves", count(),
                    times.grace().toMillis());
            open.awaitNone(times.grace());
        }
        endAll();
        long cancelled = System.nanoTime();
        if (!RunningTools.awaitNone(times.patience())) {
            RunningTools.now().forEach(tool -> inLogOf(tool.run().runId(), () -> LOG.warnf(
                    "Run %s: the tool %s does not stop; it ends with the process", tool.run().runId(), tool.call().name())));
        }
        open.awaitNone(times.patience().minusNanos(System.nanoTime() - cancelled));
    }

    private void endAll() {
        if (count() > 0) {
            LOG.infof("The application is being stopped: ending %d open runs", count());
        }
        RunningTools.now().forEach(tool -> inLogOf(tool.run().runId(), () -> LOG.warnf(
                "Run %s: the tool %s is still running when the application is stopped", tool.run().runId(),
                tool.call().name())));
        for (OpenRun run : open.now()) {
            try {
                run.end.run();
            } catch (RuntimeException e) {
                LOG.warn("A run could not be ended; its stream will be cut", e);
            }
        }
    }
}
