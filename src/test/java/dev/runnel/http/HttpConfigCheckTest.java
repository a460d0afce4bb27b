package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.event.RawEvents;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpConfigCheckTest {

    @Test
    void theDefaultsAreThese() {
        HttpConfig config = config(Map.of());
        HttpConfigCheck.check(config);
        assertThat(config.enabled()).isTrue();
        assertThat(config.heartbeat()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.rawEvents()).isEqualTo(RawEvents.REDACTED);
        assertThat(config.maxTurns()).isEqualTo(10);
        assertThat(config.trustedInput()).isFalse();
        assertThat(config.maxConcurrentRuns()).isEqualTo(64);
        assertThat(config.maxInputSize().asLongValue()).isEqualTo(1024 * 1024);
        assertThat(config.maxInputItems()).isEqualTo(1000);
        assertThat(config.maxRunTime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.deadlineMargin()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aSilenceOutOfRangeIsNamed() {
        assertThatThrownBy(() -> HttpConfigCheck.check(config(Map.of("runnel.http.heartbeat", "PT0.01S"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("runnel.http.heartbeat is 10 ms, it must be from 100 ms to 1 h, for example 15s");
        assertThatThrownBy(() -> HttpConfigCheck.check(config(Map.of("runnel.http.heartbeat", "PT2H"))))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void noTurnsAtAllIsNamed() {
        assertThatThrownBy(() -> HttpConfigCheck.check(config(Map.of("runnel.http.max-turns", "0"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("runnel.http.max-turns is 0, it must be at least 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "max-concurrent-runs | 0        | 0, it must be from 1 to 100000",
            "max-concurrent-runs | 100001   | 100001, it must be from 1 to 100000",
            "max-input-items     | 0        | 0, it must be from 1 to 1000000",
            "max-input-items     | 1000001  | 1000001, it must be from 1 to 1000000",
            "max-input-size      | 1023     | 1023, it must be from 1024 bytes (1K) to 1G, for example 1M",
            "max-input-size      | 1025M    | 1074790400, it must be from 1024 bytes (1K) to 1G, for example 1M",
            "max-run-time        | PT0.099S | 99 ms, it must be from 100 ms to 24 h, for example 15m",
            "deadline-margin     | PT-1S    | -1000 ms, it must be from 0 to 1 min, for example 2s",
            "deadline-margin     | PT61S    | 61000 ms, it must be from 0 to 1 min, for example 2s",
            "max-run-time        | PT24H1S  | 86401000 ms, it must be from 100 ms to 24 h, for example 15m" })
    void aLimitOutOfRangeIsNamed(String setting, String value, String told) {
        HttpConfig config = config(Map.of("runnel.http." + setting, value));
        assertThatThrownBy(() -> HttpConfigCheck.check(config)).isInstanceOf(ConfigurationException.class)
                .hasMessage("runnel.http." + setting + " is " + told);
    }

    private static HttpConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(HttpConfig.class)
                .withDefaultValues(values)
                .build().getConfigMapping(HttpConfig.class);
    }
}
