package dev.runnel.model.openai;

import dev.runnel.testing.PrivateAuthority;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The clients of these tests. Their configured URLs lead nowhere; each test gives its own server's. */
public final class ModelClientProfile implements QuarkusTestProfile {

    static final String KEY = "sk-test/1234+5678";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>();
        config.put("runnel.api-key", KEY + " ");
        for (String client : List.of("model", "narrow", "h2", "trusting", "stored", "keyless", "other")) {
            config.put("quarkus.rest-client." + client + ".url", "http://127.0.0.1:1/nowhere");
        }
        config.put("quarkus.rest-client.other.headers.x-team", "red");
        config.put("quarkus.rest-client.other.read-timeout", "300");
        config.put("quarkus.rest-client.narrow.connection-pool-size", "1");
        config.put("quarkus.rest-client.narrow.connect-timeout", "300");
        config.put("quarkus.rest-client.h2.http2", "true");
        config.put("quarkus.rest-client.trusting.tls-configuration-name", "private-ca");
        config.put("quarkus.tls.private-ca.trust-store.p12.path", PrivateAuthority.TRUST_STORE);
        config.put("quarkus.tls.private-ca.trust-store.p12.password", PrivateAuthority.PASSWORD);
        config.put("quarkus.rest-client.stored.trust-store", "classpath:" + PrivateAuthority.TRUST_STORE);
        config.put("quarkus.rest-client.stored.trust-store-type", "PKCS12");
        config.put("quarkus.rest-client.stored.trust-store-password", PrivateAuthority.PASSWORD);
        return config;
    }
}
