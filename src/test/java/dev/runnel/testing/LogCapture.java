package dev.runnel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** Hears everything that is logged at WARN or above, by anyone in this JVM, until it is closed. */
public final class LogCapture extends Handler implements AutoCloseable {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /**
     * What was logged.
     *
     * @param message without its time and its thread
     * @param runId {@code run_id} of the diagnostic context; empty without one
     */
    public record Line(String message, String runId) {
    }

    public static LogCapture start() {
        LogCapture capture = new LogCapture();
        Logger.getLogger("").addHandler(capture);
        return capture;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            ExtLogRecord line = ExtLogRecord.wrap(entry);
            heard.add(entry.getLevel() + " " + entry.getLoggerName() + ": " + line.getFormattedMessage() + " "
                    + entry.getThrown());
            lines.add(new Line(line.getFormattedMessage(), Objects.requireNonNullElse(line.getMdc("run_id"), "")));
        }
    }

    /** Each with its level, its category and what was thrown. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    public List<Line> lines() {
        return List.copyOf(lines);
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
