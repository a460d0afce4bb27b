package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run may take as long as the request, the server and the platform all allow. */
class RunTimesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final RunTimes times = new RunTimes(Duration.ofSeconds(60), Duration.ofSeconds(2),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
            "    ,        , PT1M   ", // the server's
            "PT9S,        , PT9S   ", // the request's
            "    , PT30S  , PT28S  ", // the platform's, less the margin
            "PT9S, PT30S  , PT9S   ",
            "PT9S, PT10S  , PT8S   ",
            "    , PT62S  , PT1M   ",
            "    , PT61.9S, PT59.9S",
            "    , PT100H , PT1M   "})
    void theLeastIsTaken(Duration requested, Duration toDeadline, Duration allowed) {
        assertThat(times.of(Optional.ofNullable(requested), Optional.ofNullable(toDeadline).map(NOW::plus)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"PT2S", "PT1.999S", "PT0S", "PT-5M"})
    void withNoTimeLeftARunStillEndsWithItsLastEvent(Duration toDeadline) {
        assertThat(times.of(Optional.empty(), Optional.of(NOW.plus(toDeadline)))).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void whatWasOverLongAgoIsTheConstantOfAnEmulator() {
        Optional<Instant> longAgo = Optional.of(NOW.minus(Duration.ofHours(1)));

        assertThat(times.of(Optional.empty(), longAgo)).isEqualTo(Duration.ofSeconds(60));
        assertThat(times.of(Optional.of(Duration.ofSeconds(5)), longAgo)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theMarginMayBeNone() {
        RunTimes exact = new RunTimes(Duration.ofSeconds(60), Duration.ZERO, Clock.fixed(NOW, ZoneOffset.UTC));

        assertThat(exact.of(Optional.empty(), Optional.of(NOW.plusSeconds(7)))).isEqualTo(Duration.ofSeconds(7));
    }
}
