package dev.runnel.model.openai;

import dev.runnel.model.ModelServer;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses to start with an address of the provider, or of a proxy, to which no call could go; otherwise each run would fail.
 */
@Singleton
final class ProviderCheck {

    private static final String CLIENT = "quarkus.rest-client.model.";

    private static final Set<String> SCHEMES = Set.of("http", "https", "stork", "storks");

    private static final int LAST_PORT = 65535;

    private static final Pattern PROXY = Pattern.compile("[^\\s/@]+:(\\d{1,5})");

    void onStart(@Observes StartupEvent start, Config config, Instance<ModelServer> server, TlsConfigurationRegistry tls) {
        if (!server.isResolvable() || !server.get().isEnabled()) {
            checkAddress(config);
            checkProxy(config);
            checkTls(config, tls);
        }
    }

    /** @throws ConfigurationException naming the setting, its value and what is allowed */
    static void checkAddress(Config config) {
        List<String> names = List.of("url", "uri", "override-uri");
        names.forEach(name -> value(config, CLIENT + name).ifPresent(url -> checkUrl(CLIENT + name, url)));
        if (names.stream().allMatch(name -> value(config, CLIENT + name).isEmpty())) {
            throw new ConfigurationException(CLIENT + "url is \"\", it must be " + Url.ALLOWED
                    + "; an OPENAI_BASE_URL that is not needed must not be set at all");
        }
    }

    private static void checkUrl(String setting, String url) {
        if (!Url.isUsable(url)) {
            throw new ConfigurationException(setting + " is \"" + Url.withoutUser(url) + "\", it must be " + Url.ALLOWED);
        }
    }

    /** @throws ConfigurationException naming the setting, its value and what is allowed */
    static void checkProxy(Config config) {
        for (String setting : List.of(CLIENT + "proxy-address", "quarkus.rest-client.proxy-address")) {
            Optional<String> proxy = value(config, setting);
            if (proxy.isPresent()) {
                if (!proxy.get().equals("none") && !isHostAndPort(proxy.get())) {
                    throw new ConfigurationException(setting + " is \"" + proxy.get().replaceAll(".*@", "…@")
                            + "\", it must be a host and a port such as proxy.example:3128, or none");
                }
                return;
            }
        }
    }

    private static boolean isHostAndPort(String text) {
        Matcher parts = PROXY.matcher(text);
        return parts.matches() && Integer.parseInt(parts.group(1)) > 0 && Integer.parseInt(parts.group(1)) <= LAST_PORT;
    }

    static void checkTls(Config config, TlsConfigurationRegistry tls) {
        for (String setting : List.of(CLIENT + "tls-configuration-name", "quarkus.rest-client.tls-configuration-name")) {
            Optional<String> name = value(config, setting);
            if (name.isPresent()) {
                if (tls.get(name.get()).isEmpty()) {
                    throw new ConfigurationException(setting + " is \"" + name.get() + "\", it must be the name of a TLS"
                            + " configuration, but there is no setting quarkus.tls.\"" + name.get() + "\".*");
                }
                return;
            }
        }
    }

    private static Optional<String> value(Config config, String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }

    private static final class Url {

        static final String ALLOWED = "a URL such as http://localhost:8000/v1";

        static boolean isUsable(String text) {
            try {
                URI uri = new URI(text.strip());
                return uri.getScheme() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                        && uri.getHost() != null && uri.getPort() <= LAST_PORT;
            } catch (URISyntaxException noUrl) {
                return false;
            }
        }

        /** A password in it shall not get into a log. */
        static String withoutUser(String text) {
            return text.replaceAll("//[^/]*@", "//…@");
        }
    }
}
