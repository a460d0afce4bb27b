package dev.runnel.model.embedded;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;

/** Fails the start where no model could answer, with one line that says what to set. */
final class StartCheck {

    // Quarkus prints the message of this exception alone, without a stack trace, and exits with 1
    void onStart(@Observes StartupEvent event, EmbeddedModel embedded) {
        if (embedded.choice() == ModelChoice.NOBODY) {
            throw new ConfigurationException(ModelChoice.ADVICE);
        }
    }
}
