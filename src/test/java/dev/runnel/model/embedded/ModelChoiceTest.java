package dev.runnel.model.embedded;

import static dev.runnel.model.embedded.ModelChoice.EMBEDDED;
import static dev.runnel.model.embedded.ModelChoice.NOBODY;
import static dev.runnel.model.embedded.ModelChoice.PROVIDER;
import static io.quarkus.runtime.LaunchMode.DEVELOPMENT;
import static io.quarkus.runtime.LaunchMode.NORMAL;
import static io.quarkus.runtime.LaunchMode.TEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.model.ModelConfig;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelChoiceTest {

    /** As in this jar's {@code microprofile-config.properties}. */
    private static final Map<String, String> DEFAULTS = Map.of("runnel.api-key", "${OPENAI_API_KEY:}",
            "quarkus.rest-client.model.url", "${OPENAI_BASE_URL:https://api.openai.com/v1}");

    @Test
    void withNothingConfiguredTheEmbeddedModelAnswersInDevAndTestModeOnly() {
        assertThat(choice(DEVELOPMENT, Map.of())).isEqualTo(EMBEDDED);
        assertThat(choice(TEST, Map.of())).isEqualTo(EMBEDDED);
        assertThat(choice(NORMAL, Map.of())).isEqualTo(NOBODY);
    }

    @ParameterizedTest
    @CsvSource({
            "OPENAI_API_KEY, sk-1",
            "runnel.api-key, sk-1",
            "OPENAI_BASE_URL, http://localhost:8000/v1",
            "quarkus.rest-client.model.url, http://localhost:8000/v1",
            "quarkus.rest-client.model.url, https://api.openai.com/v1",
            "quarkus.rest-client.model.uri, http://localhost:8000/v1",
    })
    void aKeyOrAUrlChoosesTheProviderInEveryMode(String name, String value) {
        assertThat(choice(NORMAL, Map.of(name, value))).isEqualTo(PROVIDER);
        assertThat(choice(DEVELOPMENT, Map.of(name, value))).isEqualTo(PROVIDER);
    }

    @ParameterizedTest
    @CsvSource({ "OPENAI_API_KEY", "OPENAI_BASE_URL", "runnel.model" })
    void whatIsSetToNothingIsNotSet(String name) {
        assertThat(choice(NORMAL, Map.of(name, ""))).isEqualTo(NOBODY);
    }

    @Test
    void theSwitchWinsOverAKey() {
        assertThat(choice(NORMAL, Map.of("runnel.model", "embedded", "OPENAI_API_KEY", "sk-1"))).isEqualTo(EMBEDDED);
        assertThat(choice(NORMAL, Map.of("runnel.model", "embedded"))).isEqualTo(EMBEDDED);
    }

    @Test
    void aProviderThatIsAskedForNeedsAKeyOrAUrlInEveryMode() {
        assertThat(choice(DEVELOPMENT, Map.of("runnel.model", "responses"))).isEqualTo(NOBODY);
        assertThat(choice(NORMAL, Map.of("runnel.model", "responses", "OPENAI_API_KEY", "sk-1"))).isEqualTo(PROVIDER);
    }

    @Test
    void settingsOutOfTheirRangeAreNamed() {
        assertThatThrownBy(() -> new EmbeddedSettings(65_536, 30, Duration.ZERO))
                .hasMessage("runnel.embedded.port is 65536, it must be from 0 (any free port) to 65535");
        assertThatThrownBy(() -> new EmbeddedSettings(-1, 30, Duration.ZERO))
                .hasMessageStartingWith("runnel.embedded.port is -1");
        assertThatThrownBy(() -> new EmbeddedSettings(0, -1, Duration.ZERO))
                .hasMessage("runnel.embedded.words-per-second is -1.0, it must be 0 (all at once) or more");
        assertThatThrownBy(() -> new EmbeddedSettings(0, Double.NaN, Duration.ZERO))
                .hasMessageContaining("words-per-second is NaN");
        assertThatThrownBy(() -> new EmbeddedSettings(0, 30, Duration.ofHours(2)))
                .hasMessage("runnel.embedded.delay is 7200000 ms, it must be from 0 to 1 h, for example 500ms");
    }

    private static ModelChoice choice(LaunchMode mode, Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultInterceptors()
                .withMapping(ModelConfig.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(DEFAULTS, "microprofile-config.properties", 100),
                        new PropertiesConfigSource(settings, "the user's", 300))
                .build();
        return ModelChoice.of(config.getConfigMapping(ModelConfig.class), config, mode);
    }
}
