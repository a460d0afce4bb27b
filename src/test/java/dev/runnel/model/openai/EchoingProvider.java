package dev.runnel.model.openai;

import dev.runnel.model.scripted.ScriptedItems;
import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The provider of all configured clients; it answers with what it was sent, head and body. Known before the application
 * starts.
 */
public final class EchoingProvider implements QuarkusTestResourceLifecycleManager {

    private ScriptedServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = ScriptedServer.start().always(c -> Answers.of(ScriptedItems.message(
                    c.request().line() + "\n" + String.join("\n", c.request().headers()) + "\n" + c.request().text())).play(c));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("quarkus.rest-client.model.url", server.url(), "quarkus.rest-client.other.url", server.url() + "/other",
                "runnel.api-key", ModelClientProfile.KEY, "runnel.default-model", "standard-model");
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
