package dev.runnel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears everything that is logged at WARN or above, by anyone in this JVM, until it is closed. */
public final class LogCapture extends Handler implements AutoCloseable {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    public static LogCapture start() {
        LogCapture capture = new LogCapture();
        Logger.getLogger("").addHandler(capture);
        return capture;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            heard.add(entry.getLevel() + " " + entry.getLoggerName() + ": " + entry.getMessage() + " " + entry.getThrown());
        }
    }

    public void assertSilent() {
        assertThat(heard).as("log entries of WARN and above").isEmpty();
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(this);
    }
}
