package dev.runnel.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.http.HttpConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingMessageTest {

    @Test
    void aWrongValueIsToldWithItsSettingFirst() {
        assertThat(said("runnel.http.max-turns", "many"))
                .containsExactly("runnel.http.max-turns is \"many\": Expected an integer value, got \"many\"");
        assertThat(said("runnel.http.trusted-input", "a\nb"))
                .containsExactly("runnel.http.trusted-input is \"a b\": it must be true or false");
    }

    @Test
    void aValueOfAListIsToldWithTheList() {
        assertThat(said("runnel.http.raw-events", "some")).singleElement().asString()
                .startsWith("runnel.http.raw-events is \"some\", it must be one of ").contains("redacted").doesNotContain("enum");
    }

    @Test
    void aValueThatIsEmptyIsToldWithTheVariableThatGaveIt() {
        String message = "java.util.NoSuchElementException: SRCFG00040: The config property quarkus.http.port is defined as the empty"
                + " String (\"\") which the following Converter considered to be null: io.smallrye.config.Converters$Some";

        assertThat(SettingMessage.of(message, Map.of("PORT", "")))
                .isEqualTo("PORT (quarkus.http.port) is \"\", it must have a value, or not be set at all");
        assertThat(SettingMessage.of(message, Map.of())).startsWith("quarkus.http.port is \"\", it must have a value");
    }

    @Test
    void aSettingOfTheModelsClientHasTheNameThatItIsSetBy() {
        assertThat(SettingMessage.of("java.lang.IllegalArgumentException: SRCFG00039: The config property"
                + " quarkus.rest-client.\"dev.runnel.model.openai.ModelApi\".connect-timeout with the config value \"abc\" threw an"
                + " Exception whilst being converted SRCFG00029: Expected a long value, got \"abc\"", Map.of()))
                .isEqualTo("quarkus.rest-client.model.connect-timeout is \"abc\": Expected a long value, got \"abc\"");
    }

    @Test
    void aNameThatIsNoneIsToldWithWhereItComesFrom() {
        assertThat(said("runnel.http.hartbeat", "15s"))
                .containsExactly("There is no setting runnel.http.hartbeat; it comes from the file");
    }

    @Test
    void aVariableWithANameOfItsOwnIsNamed() {
        String message = "java.lang.IllegalArgumentException: SRCFG00039: The config property quarkus.http.port with the config"
                + " value \"abc\" threw an Exception whilst being converted SRCFG00029: Expected an integer value, got \"abc\"";

        assertThat(SettingMessage.of(message, Map.of("PORT", "abc"))).startsWith("PORT (quarkus.http.port) is \"abc\": ");
        assertThat(SettingMessage.of(message, Map.of("PORT", "1"))).startsWith("quarkus.http.port is \"abc\": ");
        assertThat(SettingMessage.of(message, Map.of())).startsWith("quarkus.http.port is \"abc\": ");
    }

    @Test
    void aVariableWithANameOfItsOwnIsNamedWhereACheckRefusesItsValue() {
        String port = "quarkus.http.port is 70000, it must be from 1 to 65535";
        String url = "quarkus.rest-client.model.url is \"a, b\", it must be a URL";

        assertThat(SettingMessage.named(port, Map.of("PORT", "70000"))).isEqualTo("PORT (" + port.replace(" is", ") is"));
        assertThat(SettingMessage.named(port, Map.of("PORT", "80"))).isEqualTo(port);
        assertThat(SettingMessage.named(url, Map.of("OPENAI_BASE_URL", "a, b"))).startsWith("OPENAI_BASE_URL (quarkus.rest");
        assertThat(SettingMessage.named("Something else", Map.of("PORT", "80"))).isEqualTo("Something else");
    }

    @Test
    void aCertificateThatCannotBeReadIsTold() {
        IllegalStateException unread = new IllegalStateException("Invalid PEM trusted certificates configuration for"
                + " certificate 'provider' - cannot read the PEM certificate files",
                new UncheckedIOException("Unable to read file /none.pem", new IOException("none")));

        assertThat(StartFault.of(new RuntimeException(unread), Map.of())).contains(new StartFault(2, List.of(
                "quarkus.tls.provider.* is wrong: Invalid PEM trusted certificates configuration: Unable to read file /none.pem")));
        assertThat(StartFault.of(new IllegalStateException(), Map.of())).isEmpty();
    }

    @Test
    void anyOtherMessageIsOneLine() {
        assertThat(SettingMessage.of("java.util.NoSuchElementException: SRCFG00014: a.b is\n\trequired", Map.of()))
                .isEqualTo("a.b is required");
    }

    private static List<String> said(String name, String value) {
        ConfigValidationException wrong = catchThrowableOfType(ConfigValidationException.class,
                () -> new SmallRyeConfigBuilder().withConverter(MemorySize.class, 100, new MemorySizeConverter())
                        .withMapping(HttpConfig.class)
                        .withSources(new PropertiesConfigSource(Map.of(name, value), "the file", 300)).build());
        return StartFault.of(new RuntimeException("Failed to start quarkus", wrong), Map.of()).orElseThrow().lines();
    }
}
