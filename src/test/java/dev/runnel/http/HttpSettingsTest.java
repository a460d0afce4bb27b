package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.runnel.model.ResponseTextDeltaEvent;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@QuarkusTest
@TestProfile(HttpSettingsTest.Settings.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HttpSettingsTest {

    public static final class Settings implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("runnel.http.heartbeat", "200ms", "runnel.http.raw-events", "off", "runnel.http.trusted-input",
                    "true",
                    "runnel.http.max-turns", "3");
        }
    }

    @Inject
    ScriptedAgents agents;

    @Inject
    StreamedEndpoints endpoints;

    @Inject
    OpenRuns open;

    @Inject
    Event<ShutdownDelayInitiatedEvent> shutdown;

    @ConfigProperty(name = "quarkus.http.host")
    String host;

    @TestHTTPResource("/")
    URI server;

    @Test
    void onlyThisMachineIsListenedTo() {
        assertThat(host).isEqualTo("127.0.0.1");
    }

    @Test
    void aSilentStreamGetsACommentAgainAndAgain() {
        endpoints.serve(() -> Multi.createFrom().nothing());
        try (RawClient client = new RawClient(server).get("/test/streamed")) {
            client.head();
            long start = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                assertThat(client.chunk()).isEqualTo(":\n\n");
            }
            // three silences of 200 ms, seen by a timer that looks every 13 ms
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(550L, 2000L);
        }
    }

    @Test
    void silentLinesGetAnEmptyLineAgainAndAgain() {
        endpoints.serve(() -> Multi.createFrom().nothing());
        try (RawClient client = new RawClient(server).get("/test/streamed/ndjson")) {
            client.head();
            long start = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(client.chunk()).isEqualTo("\n");
            }
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(550L, 2000L);
        }
    }

    @Test
    void rawEventsAreOffForAllAndTheirNumbersAreMissing() {
        agents.model.answer(message("Hi"));
        String body = given().contentType("application/json")
                .body("{\"agent\":\"Scripted\",\"input\":\"x\",\"raw_events\":true}").post("/runs").then().statusCode(200)
                .extract().asString();
        assertThat(body).doesNotContain("raw_response_event").contains("\"sequence_number\":1,").contains("completed")
                .doesNotContain("\"sequence_number\":2,");
    }

    @Test
    void moreTurnsThanConfiguredAreRefused() {
        given().contentType("application/json").body("{\"agent\":\"Scripted\",\"input\":\"x\",\"max_turns\":4}")
                .post("/runs").then()
                .statusCode(422).body("detail", containsString("from 1 to 3"));
    }

    @Test
    void aTrustedCallerMaySendAnyItem() {
        agents.model.answer(message("Hi"));
        given().contentType("application/json")
                .body("{\"agent\":\"Scripted\",\"input\":[{\"role\":\"system\",\"content\":\"x\"}]}").post("/runs").then()
                .statusCode(200);
    }

    @Test
    @Order(Integer.MAX_VALUE) // nothing is served after it
    void whenTheApplicationIsStoppedOpenStreamsEndWithTheirTerminalEvent() {
        agents.model.turns(answer(message("Hi"))
                .waitingBefore(ResponseTextDeltaEvent.class::isInstance, new CompletableFuture<>()));
        try (RawClient client = new RawClient(server).post("/runs", "{\"agent\":\"Scripted\",\"input\":\"x\"}")) {
            client.head();
            client.until("agent_updated_stream_event");
            shutdown.fire(new ShutdownDelayInitiatedEvent());
            assertThat(client.body()).contains("\"status\":\"cancelled\"").contains("\"reason\":\"shutdown\"")
                    .endsWith("}\n\n");

            assertThat(given().header("Accept", "application/json").contentType("application/json")
                    .body("{\"agent\":\"Scripted\",\"input\":\"x\"}").post("/runs").statusCode()).isEqualTo(503);
            String head = client.post("/runs", "{\"agent\":\"Scripted\",\"input\":\"x\"}").head();
            assertThat(head).startsWith("HTTP/1.1 503 ").contains("Retry-After: 1\r\n")
                    .contains("Content-Type: application/problem+json\r\n");
            assertThat(client.bodyOf(head)).contains("The server is being stopped");
        }
        assertThat(open.count()).isZero();
    }
}
