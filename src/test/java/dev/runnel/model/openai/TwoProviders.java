package dev.runnel.model.openai;

import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The default provider, which has the Chat Completions API, and another one; both known before the application starts. */
public final class TwoProviders implements QuarkusTestResourceLifecycleManager {

    private ScriptedServer standard;
    private ScriptedServer other;

    @Override
    public Map<String, String> start() {
        try {
            standard = ScriptedServer.start();
            other = ScriptedServer.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("runnel.model", "chat-completions", "runnel.api-key", ModelClientProfile.KEY,
                "runnel.default-model", "standard-model", "quarkus.rest-client.model.url", standard.url(),
                "quarkus.rest-client.other.url", other.url());
    }

    @Override
    public void inject(TestInjector tests) {
        tests.injectIntoFields(standard, field -> field.getName().equals("standard"));
        tests.injectIntoFields(other, field -> field.getName().equals("other"));
    }

    @Override
    public void stop() {
        try {
            standard.close();
            other.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
