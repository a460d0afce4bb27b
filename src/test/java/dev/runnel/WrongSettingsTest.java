package dev.runnel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.http.HttpConfig;
import dev.runnel.model.ModelConfig;
import dev.runnel.model.Setting;
import dev.runnel.model.embedded.EmbeddedConfig;
import dev.runnel.model.openai.ModelTimeouts;
import dev.runnel.session.SessionConfig;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written wrong is named, with its value and what is allowed, in one line. */
class WrongSettingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "runnel.model                         | gpt   | responses",
            "runnel.default-model                 | ' '   | not be blank",
            "runnel.timeouts.model-first-byte     | soon  | for example 500ms",
            "runnel.timeouts.model-idle           | 1x    | for example 500ms",
            "runnel.embedded.port                 | any   | integer",
            "runnel.embedded.words-per-second     | fast  | double",
            "runnel.embedded.delay                | soon  | for example 500ms",
            "runnel.http.enabled                  | nope  | true or false",
            "runnel.http.heartbeat                | 5 min | for example 500ms",
            "runnel.http.raw-events               | some  | redacted",
            "runnel.http.max-turns                | many  | integer",
            "runnel.http.trusted-input            | maybe | true or false",
            "runnel.http.keep-partial-text        | maybe | true or false",
            "runnel.session.max-sessions          | many  | integer",
            "runnel.session.max-size              | big   | runnel.session.max-size",
            "runnel.session.idle-time             | soon  | for example 500ms"})
    void aValueOfTheWrongFormIsNamed(String name, String value, String allowed) {
        assertThatThrownBy(() -> configuration(Map.of(name, value))).isInstanceOf(ConfigValidationException.class)
                .hasMessageMatching("(?s)Configuration validation failed:\\s[^\\n]*")
                .hasMessageContainingAll(name, '"' + value + '"', allowed);
    }

    @Test
    void aNameThatIsNoneIsNamed() {
        assertThatThrownBy(() -> configuration(Map.of("runnel.http.hartbeat", "15s")))
                .isInstanceOf(ConfigValidationException.class).hasMessageContaining("runnel.http.hartbeat");
    }

    @Test
    void aValueOutOfItsRangeIsNamed() {
        Setting<Duration> wait = new Setting<>("runnel.wait", Duration.ofSeconds(1), Duration.ofSeconds(3),
                "from 1 s to 3 s");

        assertThatThrownBy(() -> wait.check(Duration.ofMillis(999))).isInstanceOf(ConfigurationException.class)
                .hasMessage("runnel.wait is 999 ms, it must be from 1 s to 3 s").hasNoCause();
        assertThatThrownBy(() -> wait.check(Duration.ofMillis(3001))).isInstanceOf(ConfigurationException.class);
        wait.check(Duration.ofSeconds(1));
        wait.check(Duration.ofSeconds(3));
    }

    private static void configuration(Map<String, String> values) {
        new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(ModelConfig.class).withMapping(ModelTimeouts.class).withMapping(EmbeddedConfig.class)
                .withMapping(HttpConfig.class).withMapping(SessionConfig.class)
                .withSources(new PropertiesConfigSource(values, "the user's", 300))
                .build();
    }
}
