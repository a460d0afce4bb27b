package dev.runnel.model.embedded;

import dev.runnel.model.ModelConfig;
import dev.runnel.model.ModelServer;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** The embedded model as a bean: enabled or not by configuration, opened on first use, closed at shutdown. */
@Singleton
final class EmbeddedModel implements ModelServer {

    private static final Logger LOG = Logger.getLogger(EmbeddedModel.class.getPackageName());

    private final ModelChoice choice;
    private final EmbeddedServer server;

    @Inject
    EmbeddedModel(Vertx vertx, ModelConfig model, EmbeddedConfig embedded, Config config) {
        choice = ModelChoice.of(model, config, LaunchMode.current());
        server = new EmbeddedServer(vertx, EmbeddedSettings.of(embedded), new Answers(Clock.systemUTC(), Ids.random()));
    }

    ModelChoice choice() {
        return choice;
    }

    @Override
    public boolean isEnabled() {
        return choice == ModelChoice.EMBEDDED;
    }

    @Override
    public Uni<String> baseUrl() {
        return server.baseUrl();
    }

    void onStop(@Observes ShutdownEvent event) {
        if (!server.close()) {
            LOG.debug("The embedded model was still closing when the application ended");
        }
    }
}
