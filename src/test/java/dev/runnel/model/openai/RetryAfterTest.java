package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2015-10-21T07:27:30Z");

    @Test
    void secondsAreSeconds() {
        assertThat(RetryAfter.of(Map.of("retry-after", "20")::get, NOW)).contains(Duration.ofSeconds(20));
        assertThat(RetryAfter.of(Map.of("retry-after", "0.5")::get, NOW)).contains(Duration.ofMillis(500));
    }

    @Test
    void aDateCountsFromNowAndIsNeverNegative() {
        assertThat(RetryAfter.of(Map.of("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")::get, NOW))
                .contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.of(Map.of("retry-after", "Wed, 21 Oct 2015 07:00:00 GMT")::get, NOW)).contains(Duration.ZERO);
    }

    @Test
    void millisecondsAreMoreExactAndWin() {
        assertThat(RetryAfter.of(Map.of("retry-after-ms", "1250", "retry-after", "2")::get, NOW))
                .contains(Duration.ofMillis(1250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-3", "1e3", "99999999999999999999", "Wed, 21 Oct"})
    void whatCannotBeReadIsNothing(String value) {
        assertThat(RetryAfter.of(Map.of("retry-after", value)::get, NOW)).isEmpty();
    }
}
