package dev.runnel.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(HttpDisabledTest.Disabled.class)
class HttpDisabledTest {

    public static final class Disabled implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("runnel.http.enabled", "false");
        }
    }

    @Inject
    StreamedEndpoints endpoints;

    @TestHTTPResource("/")
    URI server;

    @Test
    void theEndpointsAreLeftOut() {
        given().get("/agents").then().statusCode(404);
        given().get("/openapi.json").then().statusCode(404);
        given().contentType("application/json").body("{}").post("/runs").then().statusCode(404);
    }

    @Test
    void theApplicationsOwnStreamsAreServed() {
        endpoints.serve(() -> Multi.createFrom().items(StreamedEndpoints.event(0)));
        try (RawClient client = new RawClient(server).get("/test/streamed")) {
            client.head();
            assertThat(client.body()).isEqualTo(":\n\n" + StreamedEndpoints.frame(0));
        }
    }
}
