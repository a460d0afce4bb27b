package dev.runnel.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The packaged application as the README's first command starts it: on the embedded model. */
public final class PackagedEmbeddedModel implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("runnel.model", "embedded", "runnel.embedded.words-per-second", "500");
    }
}
