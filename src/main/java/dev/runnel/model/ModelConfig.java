package dev.runnel.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Which model the application calls. */
@ConfigMapping(prefix = "runnel")
public interface ModelConfig {

    /**
     * {@code embedded} for the offline model in this process, {@code responses} for a provider with the Responses API,
     * {@code chat-completions} for one with the Chat Completions API. Empty: the provider, by the Responses API, if a key or
     * a URL is configured, else the embedded model in dev and test mode, else the start fails.
     */
    Optional<Kind> model();

    /** The provider's name of the model that agents without one of their own use; not blank. */
    @WithConverter(TextSetting.class)
    @WithDefault("gpt-5.6-luna")
    String defaultModel();

    /** The key that is sent to the provider. {@code OPENAI_API_KEY} sets it too. */
    Optional<String> apiKey();

    /** The kinds of models. */
    enum Kind {
        EMBEDDED,
        RESPONSES,
        CHAT_COMPLETIONS
    }
}
