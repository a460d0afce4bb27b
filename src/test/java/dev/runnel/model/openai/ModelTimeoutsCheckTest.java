package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModelTimeoutsCheckTest {

    private static final Duration FINE = Duration.ofSeconds(1);

    @Test
    void aTimeoutOfNothingOrLessIsNamed() {
        assertThatThrownBy(() -> check(Duration.ZERO, FINE))
                .hasMessage("runnel.timeouts.model-first-byte is 0 ms, it must be from 1 ms to 24 h, for example 60s");
        assertThatThrownBy(() -> check(FINE, Duration.ofSeconds(-3)))
                .hasMessage("runnel.timeouts.model-idle is -3000 ms, it must be from 1 ms to 24 h, for example 60s");
        assertThatThrownBy(() -> check(FINE, Duration.ofDays(2))).hasMessageStartingWith("runnel.timeouts.model-idle is");
        check(FINE, FINE);
    }

    private static void check(Duration firstByte, Duration idle) {
        new ModelTimeoutsCheck().onStart(null, new Timeouts(firstByte, idle));
    }
}
