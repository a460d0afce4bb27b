package dev.runnel.model.openai;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** All that Runnel logs at any level, with its stack traces, until it is closed. */
final class Everything extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.runnel");
    private final StringWriter heard = new StringWriter();

    static Everything start() {
        Everything capture = new Everything();
        capture.setLevel(Level.ALL);
        capture.logger.setLevel(Level.FINE);
        capture.logger.addHandler(capture);
        return capture;
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        heard.append(entry instanceof ExtLogRecord extended ? extended.getFormattedMessage() : entry.getMessage()).append('\n');
        if (entry.getThrown() != null) {
            entry.getThrown().printStackTrace(new PrintWriter(heard));
        }
    }

    String text() {
        return heard.toString();
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
    }
}
