package dev.runnel.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ClosedLoopsTest {

    private final AtomicBoolean running = new AtomicBoolean();
    private final ClosedLoops filter = new ClosedLoops(running::get);

    @Test
    void whatAClosedEventLoopRefusesIsLeftOutUntilTheApplicationRuns() {
        LogRecord refused = message(new RejectedExecutionException("event executor terminated"));

        assertThat(filter.isLoggable(refused)).isFalse();
        running.set(true);
        assertThat(filter.isLoggable(refused)).isTrue();
    }

    @Test
    void everythingElseIsLogged() {
        assertThat(filter.isLoggable(message(new IllegalStateException("event executor terminated")))).isTrue();
        assertThat(filter.isLoggable(message(null))).isTrue();
    }

    private static LogRecord message(Throwable thrown) {
        LogRecord message = new LogRecord(Level.WARNING, "Something happened");
        message.setThrown(thrown);
        return message;
    }
}
