package dev.runnel.process;

import dev.runnel.http.ShutdownConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import sun.misc.Signal;

/**
 * Ends the process as it should when it is told to: with status 0, where a JVM would end with 143, and within
 * {@code runnel.shutdown.budget}, where Quarkus would wait for the threads of tools for longer. Told a second time, it ends
 * at once. Before the start is complete a signal ends the process as ever.
 */
@Singleton
final class Termination {

    private static final Logger LOG = Logger.getLogger(Termination.class.getPackageName());

    private final AtomicBoolean told = new AtomicBoolean();

    void onStart(@Observes StartupEvent start, ShutdownConfig config) {
        if (Main.isInCharge() && LaunchMode.current() == LaunchMode.NORMAL) {
            handle("TERM", config.budget());
            handle("INT", config.budget());
        }
    }

    private void handle(String name, Duration budget) {
        try {
            Signal.handle(new Signal(name), signal -> stop(signal.getNumber(), budget));
        } catch (IllegalArgumentException withheld) { // by -Xrs, or by the system
            LOG.debugf("The signal %s keeps its effect: %s", name, withheld.getMessage());
        }
    }

    /** On a thread of the signal's own. */
    private void stop(int signal, Duration budget) {
        if (told.getAndSet(true)) {
            Runtime.getRuntime().halt(128 + signal); // as a shell tells it
        }
        Thread limit = new Thread(() -> endAfter(budget), "budget of the shutdown");
        limit.setDaemon(true);
        limit.start();
        System.exit(0); // Quarkus stops the application in a hook, and this waits for it
    }

    private static void endAfter(Duration budget) {
        try {
            TimeUnit.NANOSECONDS.sleep(budget.toNanos());
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
        LOG.warnf("The stop took longer than runnel.shutdown.budget, %d ms: the process ends now", budget.toMillis());
        Runtime.getRuntime().halt(0);
    }
}
