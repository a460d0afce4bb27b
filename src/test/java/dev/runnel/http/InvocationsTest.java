package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static dev.runnel.model.scripted.ScriptedTurn.failing;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.model.ModelConnectionException;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AgentCore Runtime's HTTP contract, as its caller sees it. */
@QuarkusTest
@TestProfile(InvocationsTest.Enabled.class)
class InvocationsTest {

    private static final String HELLO = "{\"prompt\":\"Hello\"}";
    private static final String SESSION = "a-session-of-agentcore-has-33-or-more";

    public static final class Enabled implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("runnel.agentcore.enabled", "true", "runnel.agentcore.agent", "Scripted",
                    "runnel.http.max-input-size", "20K", "quarkus.http.limits.max-body-size", "40K");
        }
    }

    private final OpenApiDocument document = new OpenApiDocument();

    @Inject
    ScriptedAgents agents;

    @Inject
    OpenRuns open;

    @TestHTTPResource("/")
    URI server;

    @AfterEach
    void noRunIsLeftOpen() {
        await().until(() -> open.taken() == 0 && open.count() == 0);
    }

    @Test
    void anInvocationIsStreamedAsLinesOfDataAlone() {
        agents.model.turns(answer(message("Hi there")).inDeltas(2));
        Response answer = request().accept("text/event-stream").body(HELLO).post("/invocations");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("text/event-stream");
        String[] frames = answer.asString().split("\n\n");
        assertThat(frames).hasSizeGreaterThan(4).allMatch(frame -> frame.startsWith("data: {") && !frame.contains("\n"));
        assertThat(frames).allSatisfy(frame -> assertThat(
                document.violations("StreamEvent", OpenApiDocument.json(frame.substring("data: ".length())))).isEmpty());
        assertThat(frames[0]).contains("\"status\":\"started\"", "\"agent\":\"Scripted\"");
        assertThat(frames[frames.length - 1]).contains("\"status\":\"completed\"", "\"final_output\":\"Hi there\"");
    }

    @Test
    void whoAcceptsEverythingGetsTheStreamToo() {
        agents.model.answer(message("Hi"));
        assertThat(request().accept("*/*").body(HELLO).post("/invocations").contentType()).isEqualTo("text/event-stream");
    }

    @Test
    void anInvocationIsAnsweredWithOneObjectWhereJsonIsAskedFor() {
        agents.model.answer(message("Hi"));
        Response answer = request().accept("application/json").body(HELLO).post("/invocations");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        JsonNode result = OpenApiDocument.json(answer.asString());
        assertThat(document.violations("RunResult", result)).isEmpty();
        assertThat(result.path("final_output").asText()).isEqualTo("Hi");
    }

    @Test
    void itMayNameAnotherAgentAndHaveWhatOtherRequestsHave() {
        agents.model.answer(message("Hi"));
        String body = "{\"prompt\":[{\"role\":\"user\",\"content\":\"Hello\"}],\"agent\":\"Greeter \\\"é\\\"\","
                + "\"raw_events\":false,\"max_turns\":2,\"max_run_time\":5}";
        Response answer = request().accept("text/event-stream").body(body).post("/invocations");

        assertThat(answer.asString()).contains("\"agent\":\"Greeter \\\"é\\\"\"", "\"status\":\"completed\"")
                .doesNotContain("raw_response_event");
    }

    @Test
    void theSessionOfTheHeaderGoesOn() {
        agents.model.turns(answer(message("Hi Ada")), answer(message("Ada")));
        for (String prompt : List.of("I am Ada", "Who am I?")) {
            assertThat(request().header(InvocationResource.SESSION, SESSION).body("{\"prompt\":\"" + prompt + "\"}")
                    .post("/invocations").asString()).contains("\"status\":\"completed\"");
            await().until(() -> open.taken() == 0);
        }

        assertThat(agents.model.calls().get(agents.model.calls().size() - 1).request().input())
                .extracting(item -> item.json().toString()).hasSize(3)
                .satisfies(items -> assertThat(items.get(0)).contains("I am Ada"))
                .satisfies(items -> assertThat(items.get(1)).contains("Hi Ada"))
                .satisfies(items -> assertThat(items.get(2)).contains("Who am I?"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "400 | 400 | {\"prompt\":                          | no valid JSON",
            "400 | 400 |                                       | The body is empty",
            "400 | 400 | {}                                    | The field 'prompt' is missing",
            "400 | 400 | {\"input\":\"Hello\"}                 | There is no field 'input'",
            "400 | 400 | {\"prompt\":\"x\",\"session_id\":\"s\"} | There is no field 'session_id'",
            "400 | 404 | {\"prompt\":\"x\",\"agent\":\"Nobody\"} | There is no agent 'Nobody'",
            "400 | 422 | {\"prompt\":\"x\",\"max_turns\":99}   | more than this server allows"})
    void whatIsWrongWithItIs400WithAnError(int status, int elsewhere, String body, String told) {
        assertFault(request().body(body == null ? "" : body).post("/invocations"), status, elsewhere, told);
    }

    @Test
    void awsClientsNeedNotTellTheTypeOfTheirPayload() {
        agents.model.turns(answer(message("Hi")), answer(message("Hi")));
        for (String header : List.of("", "Content-Type: application/octet-stream\r\n")) {
            try (RawClient client = new RawClient(server).send("POST", "/invocations", HELLO, header + "X-Any: x")) {
                assertThat(client.head()).startsWith("HTTP/1.1 200 ");
                assertThat(client.body()).contains("\"status\":\"completed\"");
            }
        }
    }

    @Test
    void wrongHeadersAreToldInTheSameForm() {
        assertFault(request().accept("image/png").body(HELLO).post("/invocations"), 400, 406, "'Accept'");
        assertFault(given().contentType("text/plain").body(HELLO).post("/invocations"), 400, 415, "'Content-Type'");
        assertFault(request().header(InvocationResource.SESSION, "a b").body(HELLO).post("/invocations"), 400, 400,
                InvocationResource.SESSION);
        assertFault(given().get("/invocations"), 405, 405, "answers POST");
        assertFault(request().post("/ping"), 405, 405, "answers GET");
    }

    @Test
    void tooLargeABodyIsToldInTheSameFormWhoeverNoticesIt() {
        for (int size : new int[] { 30_000, 50_000 }) {
            try (RawClient client = new RawClient(server).post("/invocations", "x".repeat(size))) {
                String head = client.head();
                assertThat(head).startsWith("HTTP/1.1 400 ").containsIgnoringCase("content-type: application/json");
                assertThat(client.bodyOf(head)).startsWith("{\"error\":\"The body is larger").contains("\"status\":413");
            }
        }
        String chunk = Integer.toHexString(30_000) + "\r\n" + "x".repeat(30_000) + "\r\n0\r\n\r\n";
        try (RawClient client = new RawClient(server).sendChunks("/invocations", chunk)) {
            assertThat(client.head()).startsWith("HTTP/1.1 400 ").containsIgnoringCase("content-type: application/json");
        }
    }

    @Test
    void aRunThatFailsIs500WithAnErrorAndInAStreamTheLastEvent() {
        agents.model.turns(failing(new ModelConnectionException("Nobody there", null)),
                failing(new ModelConnectionException("Nobody there", null)));
        Response collected = request().accept("application/json").body(HELLO).post("/invocations");
        assertFault(collected, 500, 502, "Nobody there");

        String stream = request().accept("text/event-stream").body(HELLO).post("/invocations").asString();
        assertThat(stream.substring(stream.lastIndexOf("data: "))).contains("\"status\":\"failed\"", "model_connection");
    }

    @Test
    void thePingTellsWhetherRunsGoOnAndItsTimeMovesOnlyWithThat() throws Exception {
        JsonNode idle = ping();
        assertThat(idle.path("status").asText()).isEqualTo("Healthy");
        long before = Instant.now().getEpochSecond();
        JsonNode busy;
        try (RawClient client = new RawClient(server).post("/invocations", "{\"prompt\":\"x\",\"agent\":\"Silent\"}")) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            await().until(() -> ping().path("status").asText().equals("HealthyBusy"));
            busy = ping();
            assertThat(busy.path("time_of_last_update").asLong()).isBetween(before, Instant.now().getEpochSecond());
            await().until(() -> Instant.now().getEpochSecond() > busy.path("time_of_last_update").asLong() + 1);
            assertThat(ping()).as("while nothing changes").isEqualTo(busy);
        }
        await().until(() -> ping().path("status").asText().equals("Healthy"));
        assertThat(ping().path("time_of_last_update").asLong()).isGreaterThan(busy.path("time_of_last_update").asLong());
    }

    private JsonNode ping() {
        Response answer = given().get("/ping");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        JsonNode ping = OpenApiDocument.json(answer.asString());
        assertThat(document.violations("Ping", ping)).isEmpty();
        return ping;
    }

    private void assertFault(Response answer, int status, int elsewhere, String told) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        JsonNode fault = OpenApiDocument.json(answer.asString());
        assertThat(document.violations("InvocationFault", fault)).isEmpty();
        assertThat(fault.path("error").asText()).contains(told);
        assertThat(fault.path("details").path("status").asInt()).isEqualTo(elsewhere);
    }

    private static RequestSpecification request() {
        return given().contentType("application/json");
    }
}
