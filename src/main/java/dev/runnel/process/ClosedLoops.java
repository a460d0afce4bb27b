package dev.runnel.process;

import io.quarkus.runtime.Application;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps a start that fails to the one line that tells why. The server binds its port on several event loops. When the first
 * one finds it in use, Quarkus closes them all, and those that were about to bind too find theirs closed: Netty logs that,
 * with a stack trace, or not, as the threads happen to run. Where the application does run, nothing is left out.
 */
final class ClosedLoops implements Filter {

    /** Netty's categories for it; the log manager keeps a logger as long as somebody holds it. */
    private static final List<Logger> LOGGERS = List.of(Logger.getLogger("io.netty.channel.AbstractChannel"),
            Logger.getLogger("io.netty.util.concurrent.AbstractEventExecutor"),
            Logger.getLogger("io.netty.util.concurrent.DefaultPromise.rejectedExecution"));

    private final BooleanSupplier running;

    /** @param running whether the application has started, and does not stop yet */
    ClosedLoops(BooleanSupplier running) {
        this.running = running;
    }

    /** Begins, before Quarkus starts. */
    static void leaveOut() {
        Filter filter = new ClosedLoops(ClosedLoops::isRunning);
        LOGGERS.forEach(logger -> logger.setFilter(filter));
    }

    private static boolean isRunning() {
        Application application = Application.currentApplication();
        return application != null && application.isStarted();
    }

    @Override
    public boolean isLoggable(LogRecord message) {
        return !(message.getThrown() instanceof RejectedExecutionException) || running.getAsBoolean();
    }
}
