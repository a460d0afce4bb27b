package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderCheckTest {

    private static final String URL = "quarkus.rest-client.model.url";

    @ParameterizedTest
    @ValueSource(strings = { "not a url", "localhost:8000/v1", "/v1", "ftp://models/v1", "http://", "http://:80/v1",
            "http://models:99999/v1", "//models/v1" })
    void anAddressThatIsNoUrlIsNamed(String url) {
        assertThatThrownBy(() -> ProviderCheck.checkAddress(config(Map.of(URL, url))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(URL + " is \"" + url + "\", it must be a URL such as http://localhost:8000/v1");
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://api.openai.com/v1", "http://127.0.0.1:8000/v1", "HTTP://models", "http://[::1]:8000/v1/",
            "https://user:password@models/v1", "stork://models/v1" })
    void anAddressThatCanBeCalledIsFine(String url) {
        ProviderCheck.checkAddress(config(Map.of(URL, url)));
    }

    @Test
    void anAddressThatIsSetToNothingIsNamed() {
        assertThatThrownBy(() -> ProviderCheck.checkAddress(config(Map.of(URL, ""))))
                .hasMessageStartingWith(URL + " is \"\", it must be a URL").hasMessageContaining("OPENAI_BASE_URL");
        ProviderCheck.checkAddress(config(Map.of("quarkus.rest-client.model.uri", "http://models/v1")));
    }

    @Test
    void everyPlaceOfTheAddressIsLookedAt() {
        assertThatThrownBy(() -> ProviderCheck.checkAddress(config(Map.of(URL, "http://models/v1",
                "quarkus.rest-client.model.override-uri", "models")))).hasMessageContaining("override-uri is \"models\"");
    }

    @Test
    void aPasswordInTheAddressIsNotTold() {
        assertThatThrownBy(() -> ProviderCheck.checkAddress(config(Map.of(URL, "ftp://me:secret@models/v1"))))
                .hasMessageStartingWith(URL + " is \"ftp://…@models/v1\"");
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(values, "the user's", 300)).build();
    }
}
