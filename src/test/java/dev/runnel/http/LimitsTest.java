package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static dev.runnel.model.scripted.ScriptedTurn.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ResponseTextDeltaEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one server does not do: too many runs, too large an input, too long a run. */
@QuarkusTest
@TestProfile(LimitsTest.Settings.class)
class LimitsTest {

    private static final String RUN = "{\"agent\":\"Scripted\",\"input\":\"x\"}";
    private static final String SILENT = "{\"agent\":\"Silent\",\"input\":\"x\"}";
    private static final int RUNS = 3;
    private static final int BYTES = 20 * 1024;

    public static final class Settings implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("runnel.http.max-concurrent-runs", String.valueOf(RUNS), "runnel.http.max-input-size", "20K",
                    "runnel.http.max-input-items", "4", "runnel.http.max-run-time", "3s");
        }
    }

    @Inject
    ScriptedAgents agents;

    @Inject
    OpenRuns open;

    @TestHTTPResource("/")
    URI server;

    @AfterEach
    void everyPlaceIsGivenBack() {
        await().until(() -> open.taken() == 0 && open.count() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/event-stream", "application/x-ndjson", "application/json" })
    void oneRunMoreThanAllowedIsToldToComeBackAndServedWhenAnotherHasEnded(String accept) {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        List<RawClient> clients = new ArrayList<>();
        try (RawClient late = new RawClient(server)) {
            for (int i = 0; i < RUNS; i++) {
                agents.model.turns(answer(message("Hi")).waitingBefore(ResponseTextDeltaEvent.class::isInstance, goOn));
                clients.add(post(new RawClient(server), accept, RUN));
            }
            await().until(() -> open.taken() == RUNS);

            String head = post(late, accept, RUN).head();
            assertThat(head).startsWith("HTTP/1.1 429 ").contains("Retry-After: 1\r\n", "application/problem+json");
            assertThat(late.bodyOf(head)).contains("as many runs as this server allows at the same time, 3;");

            goOn.complete(null);
            for (RawClient client : clients) {
                read(client);
            }
            await().until(() -> open.taken() == 0);
            agents.model.answer(message("Hi"));
            assertThat(post(late, accept, RUN).head()).startsWith("HTTP/1.1 200 ");
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    @ParameterizedTest
    @CsvSource({ "text/event-stream,true", "text/event-stream,false", "application/x-ndjson,true",
            "application/x-ndjson,false", "application/json,true", "application/json,false" })
    void aClientThatLeavesGivesItsPlaceBack(String accept, boolean reset) {
        for (int i = 0; i < 2 * RUNS; i++) {
            RawClient client = post(new RawClient(server), accept, SILENT);
            await().until(() -> open.count() == 1);
            if (reset) {
                client.reset();
            } else {
                client.close();
            }
            await().until(() -> open.taken() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/event-stream", "application/x-ndjson", "application/json" })
    void aClientThatIsGoneBeforeItsRunHasBegunLeavesNoPlaceTaken(String accept) {
        for (int i = 0; i < 50; i++) {
            post(new RawClient(server), accept, SILENT).reset();
        }
        await().until(() -> open.taken() == 0 && open.count() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/event-stream", "application/x-ndjson", "application/json" })
    void refusedAndFailedRequestsGiveTheirPlaceBack(String accept) {
        try (RawClient client = new RawClient(server)) {
            for (int i = 0; i < 2 * RUNS; i++) {
                for (String body : List.of("{", "{\"agent\":\"Nobody\",\"input\":\"x\"}", "[]")) {
                    String head = post(client, accept, body).head();
                    assertThat(head).startsWith("HTTP/1.1 4").doesNotContain(" 429 ");
                    client.bodyOf(head);
                }
                agents.model.turns(failing(new ModelBehaviorException("no")));
                read(post(client, accept, RUN));
            }
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAProblemAndTheNextRequestIsServed() {
        try (RawClient client = new RawClient(server)) {
            for (int size : new int[] { BYTES + 1, 10 * BYTES, 100 * BYTES }) {
                String head = post(client, "*/*", body(size)).head();
                assertThat(head).startsWith("HTTP/1.1 413 ").contains("Content-Type: application/problem+json\r\n");
                assertThat(client.bodyOf(head)).contains("larger than the 20480 bytes that this server allows");
                agents.model.answer(message("Hi"));
                assertThat(post(client, "*/*", body(BYTES)).head()).startsWith("HTTP/1.1 200 ");
                assertThat(client.body()).contains("\"status\":\"completed\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { BYTES + 1, 10 * BYTES })
    void aBodyThatDoesNotSayHowLargeItIsIsMeasured(int size) {
        String body = body(size);
        String chunks = Integer.toHexString(size) + "\r\n" + body + "\r\n0\r\n\r\n";
        try (RawClient client = new RawClient(server).sendChunks("/runs", chunks)) {
            String head = client.head();
            assertThat(head).startsWith("HTTP/1.1 413 ").contains("Content-Type: application/problem+json\r\n");
            client.bodyOf(head);
        }
        agents.model.answer(message("Hi"));
        body = body(BYTES);
        chunks = Integer.toHexString(BYTES) + "\r\n" + body + "\r\n0\r\n\r\n";
        try (RawClient client = new RawClient(server).sendChunks("/runs", chunks)) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.body()).contains("\"status\":\"completed\"");
        }
    }

    @Test
    void moreItemsThanAllowedAreAProblem() {
        String item = "{\"role\":\"user\",\"content\":\"x\"}";
        try (RawClient client = new RawClient(server)) {
            String head = client.post("/runs", items((item + ",").repeat(4) + item)).head();
            assertThat(head).startsWith("HTTP/1.1 422 ");
            assertThat(client.bodyOf(head)).contains("The field 'input' has more than the 4 items");
            agents.model.answer(message("Hi"));
            client.post("/runs", items((item + ",").repeat(3) + item)).head();
            assertThat(client.body()).contains("\"status\":\"completed\"");
        }
    }

    @Test
    void aRunThatTakesTooLongFailsWithItsDeadline() {
        try (RawClient client = new RawClient(server).post("/runs", SILENT)) {
            client.head();
            assertThat(client.body()).contains("\"status\":\"started\"").containsOnlyOnce("\"status\":\"failed\"")
                    .contains("\"error\":{\"type\":\"deadline_exceeded\",\"message\":\"The run took longer than the 3000 ms")
                    .endsWith("}}\n\n");
            String head = post(client, "application/json", SILENT).head();
            assertThat(head).startsWith("HTTP/1.1 504 ");
            assertThat(client.bodyOf(head)).contains("\"error\":{\"type\":\"deadline_exceeded\"");
        }
    }

    @Test
    void aRequestCanAskForLessTime() {
        try (RawClient client = new RawClient(server)) {
            client.post("/runs", SILENT.replace("}", ",\"max_run_time\":0.25}")).head();
            assertThat(client.body()).contains("\"status\":\"started\"").containsOnlyOnce("\"status\":\"failed\"")
                    .contains("\"error\":{\"type\":\"deadline_exceeded\",\"message\":\"The run took longer than the 250 ms")
                    .endsWith("}}\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/event-stream", "application/x-ndjson", "application/json" })
    void theEndThatLambdaSetsLeavesTimeForTheLastEvent(String accept) {
        try (RawClient client = new RawClient(server)) {
            long end = System.currentTimeMillis() + 2500; // of which 2 s are the margin
            client.send("POST", "/runs", SILENT, "Content-Type: application/json", "Accept: " + accept,
                    "X-Amzn-Lambda-Context: {\"request_id\":\"r\",\"deadline\":" + end + "}");
            String head = client.head();
            String body = head.toLowerCase(Locale.ROOT).contains("content-length") ? client.bodyOf(head) : client.body();
            assertThat(body).contains("\"error\":{\"type\":\"deadline_exceeded\"", "The run took longer than the ");
            assertThat(System.currentTimeMillis()).isBetween(end - 2010, end);
        }
    }

    @Test
    void anEndThatIsNoneIsRefused() {
        try (RawClient client = new RawClient(server)) {
            String head = client.send("POST", "/runs", RUN, "Content-Type: application/json",
                    "X-Amzn-Lambda-Context: {\"deadline\":\"soon\"}").head();
            assertThat(head).startsWith("HTTP/1.1 400 ").contains("Content-Type: application/problem+json\r\n");
            assertThat(client.bodyOf(head)).contains("\"header\":\"x-amzn-lambda-context\"", "whole number 'deadline'");
        }
    }

    private static String items(String items) {
        return "{\"agent\":\"Scripted\",\"input\":[" + items + "]}";
    }

    private static RawClient post(RawClient client, String accept, String body) {
        return client.send("POST", "/runs", body, "Content-Type: application/json", "Accept: " + accept);
    }

    private static void read(RawClient client) {
        String head = client.head();
        if (head.toLowerCase(Locale.ROOT).contains("content-length")) {
            client.bodyOf(head);
        } else {
            client.body();
        }
    }

    /** A request of exactly this many bytes. */
    private static String body(int size) {
        return RUN.replace("\"x\"", "\"" + "x".repeat(size - RUN.length() + 1) + "\"");
    }
}
