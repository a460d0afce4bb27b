package dev.runnel.model.embedded;

import dev.runnel.model.ModelConfig;
import io.quarkus.runtime.LaunchMode;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Who answers for the default model; decided from the configuration alone. */
enum ModelChoice {

    /** The server in this process. */
    EMBEDDED,

    /** The provider that a key or a URL names. */
    PROVIDER,

    /** Nobody: nothing is configured, and the application runs in production. */
    NOBODY;

    /** What is to be set where nobody answers. */
    static final String ADVICE = "No model is configured: set OPENAI_API_KEY, or OPENAI_BASE_URL for a compatible server,"
            + " or RUNNEL_MODEL=embedded for the offline model";

    /** The URL's default in this jar's own {@code microprofile-config.properties}. */
    private static final String DEFAULT_URL = "${OPENAI_BASE_URL:https://api.openai.com/v1}";

    private static final List<String> URLS = List.of("quarkus.rest-client.model.url", "quarkus.rest-client.model.uri",
            "quarkus.rest-client.model.override-uri");

    static ModelChoice of(ModelConfig model, Config config, LaunchMode mode) {
        Optional<ModelConfig.Kind> kind = model.model();
        if (kind.isPresent() && kind.get() == ModelConfig.Kind.EMBEDDED) {
            return EMBEDDED;
        }
        if (model.apiKey().filter(key -> !key.isBlank()).isPresent() || hasUrl(config)) {
            return PROVIDER;
        }
        return kind.isEmpty() && mode.isDevOrTest() ? EMBEDDED : NOBODY;
    }

    private static boolean hasUrl(Config config) {
        return config.getOptionalValue("OPENAI_BASE_URL", String.class).filter(url -> !url.isBlank()).isPresent()
                || URLS.stream().map(config::getConfigValue).anyMatch(ModelChoice::isOfTheUser);
    }

    // the text before expansion and not the source tells whose it is: a native image reads both from one recorded source
    private static boolean isOfTheUser(ConfigValue url) {
        return url.getValue() != null && !url.getValue().isBlank() && !DEFAULT_URL.equals(url.getRawValue());
    }
}
