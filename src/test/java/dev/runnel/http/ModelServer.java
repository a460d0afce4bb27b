package dev.runnel.http;

import dev.runnel.testing.PrivateAuthority;
import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Gives the packaged application a scripted model server, and the tests the same one. */
public class ModelServer implements QuarkusTestResourceLifecycleManager {

    static final String KEY = "sk-packaged-secret";

    private ScriptedServer server;

    @Override
    public final Map<String, String> start() {
        try {
            server = open();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> settings = new HashMap<>(Map.of("quarkus.rest-client.model.url", server.url(),
                "runnel.api-key", KEY, "runnel.timeouts.model-first-byte", "2s", "runnel.timeouts.model-idle", "2s"));
        settings.putAll(more());
        return settings;
    }

    ScriptedServer open() throws IOException, GeneralSecurityException {
        return ScriptedServer.start();
    }

    Map<String, String> more() {
        return Map.of();
    }

    @Override
    public final void inject(TestInjector tests) {
        tests.injectIntoFields(server, new TestInjector.MatchesType(ScriptedServer.class));
    }

    @Override
    public final void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with the Chat Completions API. */
    public static final class Chat extends ModelServer {

        @Override
        Map<String, String> more() {
            return Map.of("runnel.model", "chat-completions");
        }
    }

    /** The same over TLS, with a certificate that only a trust store of one's own makes good. */
    public static final class Private extends ModelServer {

        @Override
        ScriptedServer open() throws IOException, GeneralSecurityException {
            return ScriptedServer.startTls(PrivateAuthority.server());
        }

        @Override
        Map<String, String> more() {
            return Map.of("quarkus.rest-client.model.tls-configuration-name", "provider",
                    "quarkus.tls.provider.trust-store.p12.path", Path.of("target", "test-classes", PrivateAuthority.TRUST_STORE)
                            .toAbsolutePath().toString(),
                    "quarkus.tls.provider.trust-store.p12.password", PrivateAuthority.PASSWORD,
                    "runnel.timeouts.model-first-byte", "60s"); // the first handshake takes its time on a busy machine
        }
    }
}
