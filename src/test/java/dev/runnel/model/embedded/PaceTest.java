package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE / 2);

    @Test
    void everyWordWaitsForItsTurn() {
        Pace pace = new Pace(10, now::get);

        assertThat(pace.waitMillis()).isEqualTo(100);
        pass(99);
        assertThat(pace.waitMillis()).isEqualTo(1);
        pass(1);
        assertThat(pace.waitMillis()).isZero();
        pace.wordSent();
        assertThat(pace.waitMillis()).isEqualTo(100);
    }

    @Test
    void aTimerThatFiresLateDoesNotSlowTheWhole() {
        Pace pace = new Pace(10, now::get);

        pass(130);
        pace.wordSent();

        assertThat(pace.waitMillis()).isEqualTo(70);
    }

    @Test
    void whatAStalledReaderMissedIsNotSentInARush() {
        Pace pace = new Pace(10, now::get);
        pass(10_000);

        pace.resume();

        assertThat(pace.waitMillis()).isZero();
        pace.wordSent();
        assertThat(pace.waitMillis()).isEqualTo(100);
    }

    @Test
    void atZeroNothingWaits() {
        Pace pace = new Pace(0, now::get);

        pace.wordSent();

        assertThat(pace.waitMillis()).isZero();
    }

    private void pass(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
