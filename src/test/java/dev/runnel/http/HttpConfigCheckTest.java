package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.event.RawEvents;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    private static HttpConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(HttpConfig.class)
                .withDefaultValues(values)
                .build().getConfigMapping(HttpConfig.class);
    }
}
