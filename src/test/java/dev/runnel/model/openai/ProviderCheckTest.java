package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
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

    @ParameterizedTest
    @ValueSource(strings = { "proxy", "proxy:", "proxy:http", "proxy:0", "proxy:65536", "http://proxy:3128", ":3128" })
    void aProxyThatIsNoHostAndPortIsNamed(String proxy) {
        assertThatThrownBy(() -> ProviderCheck.checkProxy(config(Map.of("quarkus.rest-client.model.proxy-address", proxy))))
                .isInstanceOf(ConfigurationException.class).hasMessage("quarkus.rest-client.model.proxy-address is \"" + proxy
                        + "\", it must be a host and a port such as proxy.example:3128, or none");
    }

    @Test
    void theProxyOfAllClientsCountsWhereThisOneHasNone() {
        Map<String, String> all = Map.of("quarkus.rest-client.proxy-address", "me:secret@proxy:3128");

        assertThatThrownBy(() -> ProviderCheck.checkProxy(config(all)))
                .hasMessageStartingWith("quarkus.rest-client.proxy-address is \"…@proxy:3128\"");
        for (String proxy : List.of("none", "proxy:3128", "10.0.0.1:80", "[::1]:65535", "my_proxy:8080")) {
            ProviderCheck.checkProxy(config(Map.of("quarkus.rest-client.model.proxy-address", proxy,
                    "quarkus.rest-client.proxy-address", "proxy")));
        }
        ProviderCheck.checkProxy(config(Map.of()));
    }

    private static Config config(Map<String, String> values) {
        return new SmallRyeConfigBuilder().withSources(new PropertiesConfigSource(values, "the user's", 300)).build();
    }
}
