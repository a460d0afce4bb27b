package dev.runnel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionBeansTest {

    @Test
    void theDefaultsAreTheSameAsWithoutSettings() {
        assertThat(SessionBeans.bounds(config(Map.of()))).isEqualTo(SessionBounds.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "max-sessions | 0        | 0, it must be from 1 to 1000000",
            "max-sessions | 1000001  | 1000001, it must be from 1 to 1000000",
            "max-items    | 0        | 0, it must be from 1 to 1000000",
            "max-size     | 1023     | 1023, it must be from 1024 bytes (1K) to 1T, for example 64M",
            "idle-time    | PT0.999S | 999 ms, it must be from 1 s to 365 days, for example 1h" })
    void aBoundOutOfItsRangeIsNamed(String setting, String value, String told) {
        SessionConfig config = config(Map.of("runnel.session." + setting, value));
        assertThatThrownBy(() -> SessionBeans.bounds(config)).isInstanceOf(ConfigurationException.class)
                .hasMessage("runnel.session." + setting + " is " + told);
    }

    private static SessionConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(SessionConfig.class)
                .withDefaultValues(values)
                .build().getConfigMapping(SessionConfig.class);
    }
}
