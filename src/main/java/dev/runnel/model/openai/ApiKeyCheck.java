package dev.runnel.model.openai;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Refuses to start with a key that no request could carry. */
@Singleton
final class ApiKeyCheck {

    void onStart(@Observes StartupEvent start) {
        try {
            ApiKey.configured("runnel.api-key");
        } catch (IllegalStateException wrong) {
            throw new ConfigurationException("OPENAI_API_KEY or RUNNEL_API_KEY is wrong: " + wrong.getMessage());
        }
    }
}
