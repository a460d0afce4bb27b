package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What is used up stays so until it has expired, and no more is remembered than allowed. */
class UsedStatesTest {

    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final UsedStates used = new UsedStates(2, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void eachStateCanBeUsedOnce() {
        assertThat(used.use("a", now.plusSeconds(10))).isEqualTo(UsedStates.Outcome.FIRST);
        assertThat(used.use("b", now.plusSeconds(5))).isEqualTo(UsedStates.Outcome.FIRST);
        assertThat(used.use("a", now.plusSeconds(10))).isEqualTo(UsedStates.Outcome.AGAIN);
    }

    @Test
    void whenThereAreTooManyNoMoreAreUsedBeforeOneHasExpired() {
        used.use("a", now.plusSeconds(10));
        used.use("b", now.plusSeconds(5));

        assertThat(used.use("c", now.plusSeconds(10))).isEqualTo(UsedStates.Outcome.FULL);
        assertThat(used.use("a", now.plusSeconds(10))).as("still known").isEqualTo(UsedStates.Outcome.AGAIN);
        now = now.plusSeconds(5);
        assertThat(used.use("c", now.plusSeconds(10))).isEqualTo(UsedStates.Outcome.FIRST);
        assertThat(used.use("a", now.plusSeconds(5))).isEqualTo(UsedStates.Outcome.AGAIN);
    }
}
