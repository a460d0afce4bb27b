package dev.runnel.model.embedded;

import dev.runnel.model.Model;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

/** Fails the start where no model could answer, with one line that says what to set. */
final class StartCheck {

    // the message of this exception alone is printed, without a stack trace
    void onStart(@Observes StartupEvent event, EmbeddedModel embedded, @Any Instance<Model> models) {
        if (embedded.choice() == ModelChoice.NOBODY && !hasDefaultOfItsOwn(models)) {
            throw new ConfigurationException(ModelChoice.ADVICE);
        }
    }

    /** A bean without a name takes the place of Runnel's own model. */
    private static boolean hasDefaultOfItsOwn(Instance<Model> models) {
        return models.handlesStream().anyMatch(model -> model.getBean().getName() == null);
    }
}
