package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.mcpApprovalRequest;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.model.JsonText;
import dev.runnel.session.SessionKey;
import dev.runnel.session.SessionStore;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run is interrupted, its state goes to the client and comes back with decisions, and the run goes on. */
@QuarkusTest
@TestProfile(ResumedRunsTest.WithKeys.class)
class ResumedRunsTest {

    private static final String SSE = "text/event-stream";
    private static final String LINES = "application/x-ndjson";
    private static final String JSON = "application/json";

    private final OpenApiDocument document = new OpenApiDocument();

    @Inject
    ResumeAgents agents;

    @Inject
    SessionStore store;

    @TestHTTPResource("/")
    URI server;

    /** Two keys, the second one an old one. */
    public static final class WithKeys implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("runnel.http.state.keys", StateKeysTest.NEW + "," + StateKeysTest.OLD,
                    "runnel.http.state.lifetime", "10m");
        }
    }

    @BeforeEach
    void forget() {
        agents.paid.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = { SSE, LINES, JSON })
    void whatIsApprovedRunsAndTheRunGoesOn(String accept) {
        String state = interrupted(accept);
        agents.model.answer(message("done"));

        JsonNode end = last(resume(accept, state, "{\"call_id\":\"c1\",\"approve\":true}"));

        assertThat(end.get("status").asText()).isEqualTo("completed");
        assertThat(end.get("final_output").asText()).isEqualTo("done");
        assertThat(end.at("/usage/requests").asInt()).isEqualTo(2);
        assertThat(agents.paid).containsExactly("c1");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whatAnMcpServerWaitsForIsDecidedInTheSameWay(boolean approve) {
        agents.model.answer(mcpApprovalRequest("mcpr_1", "docs", "read", "{\"page\":1}"));
        JsonNode waits = last(given().accept(JSON).contentType(JSON).body("{\"agent\":\"Reader\",\"input\":\"hi\"}")
                .post("/runs"));
        assertThat(document.violations("RunResult", waits)).isEmpty();
        assertThat(waits.at("/interruptions/0/raw_item/name").asText()).isEqualTo("read");
        agents.model.answer(message("done"));

        Response resumed = given().accept(LINES).contentType(JSON).body("{\"agent\":\"Reader\",\"state\":\""
                + waits.get("state").asText() + "\",\"approvals\":[{\"call_id\":\"mcpr_1\",\"approve\":" + approve
                + (approve ? "" : ",\"message\":\"secret\"") + "}]}").post("/runs");

        assertThat(last(resumed).get("final_output").asText()).isEqualTo("done");
        assertThat(resumed.asString()).contains("\"approval_request_id\":\"mcpr_1\",\"approve\":" + approve
                + (approve ? "}" : ",\"reason\":\"secret\"}"));
    }

    @Test
    void whatIsRejectedIsToldToTheModel() {
        String state = interrupted(LINES);
        agents.model.answer(message("done"));

        String events = resume(LINES, state, "{\"call_id\":\"c1\",\"approve\":false,\"message\":\"too much\"}").asString();

        assertThat(events).contains("\"output\":\"too much\"").doesNotContain("paid c1");
        assertThat(agents.paid).isEmpty();
    }

    @Test
    void alwaysHoldsForTheRestOfTheRun() {
        String state = interrupted(LINES);
        agents.model.answer(functionCall("c2", "pay", "{}")).answer(message("done"));

        assertThat(last(resume(LINES, state, "{\"call_id\":\"c1\",\"approve\":true,\"always\":true}")).get("status").asText())
                .isEqualTo("completed");
        assertThat(agents.paid).containsExactly("c1", "c2");
    }

    @Test
    void aPartialDecisionGivesAnotherState() {
        agents.model.answer(functionCall("c1", "pay", "{}"), functionCall("c2", "pay", "{}"));
        String state = last(start(LINES, given())).get("state").asText();

        JsonNode half = last(resume(JSON, state, "{\"call_id\":\"c2\",\"approve\":true}"));

        assertThat(half.get("status").asText()).isEqualTo("interrupted");
        assertThat(half.get("interruptions")).hasSize(1);
        assertThat(document.violations("RunResult", half)).isEmpty();
        agents.model.answer(message("done"));
        resume(JSON, half.get("state").asText(), "{\"call_id\":\"c1\",\"approve\":true}").then().statusCode(200);
        assertThat(agents.paid).containsExactly("c2", "c1");
    }

    @Test
    void aStateIsUsedOnceAlsoByTwoAtTheSameTime() {
        String state = interrupted(JSON);
        agents.model.answer(message("done"));
        List<CompletableFuture<Integer>> both = Stream.of(1, 2).map(each -> CompletableFuture.supplyAsync(
                () -> resume(JSON, state, "{\"call_id\":\"c1\",\"approve\":true}").statusCode())).toList();

        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(200, 409);
        assertThat(agents.paid).containsExactly("c1");
        refused(resume(SSE, state, "{\"call_id\":\"c1\",\"approve\":false}"), 409, "used already");
    }

    @Test
    void aStateThatWasChangedIsRefusedAndTheRightOneStillCounts() {
        String state = interrupted(JSON);
        int middle = state.length() / 2;
        String changed = state.substring(0, middle) + (state.charAt(middle) == 'A' ? 'B' : 'A') + state.substring(middle + 1);

        refused(resume(JSON, changed, "{\"call_id\":\"c1\",\"approve\":true}"), 400, "it was changed since");
        refused(resume(JSON, "old" + state.substring(state.indexOf('.')), "{\"call_id\":\"c1\",\"approve\":true}"), 400,
                "none that this server has given away");
        refused(resume(JSON, "nonsense", "{\"call_id\":\"c1\",\"approve\":true}"), 400, "none that this server has given away");
        refused(resume(JSON, state, "{\"call_id\":\"c9\",\"approve\":true}"), 422, "'c9', which does not wait; those that do"
                + " are [c1]");
        agents.model.answer(message("done"));
        resume(JSON, state, "{\"call_id\":\"c1\",\"approve\":true}").then().statusCode(200);
    }

    @Test
    void aStateBelongsToItsAgent() {
        String state = interrupted(JSON);

        refused(given().accept(JSON).contentType(JSON).body("{\"agent\":\"Other cashier\",\"state\":\"" + state
                + "\",\"approvals\":[{\"call_id\":\"c1\",\"approve\":true}]}").post("/runs"), 422, "of another agent");
        assertThat(agents.paid).isEmpty();
    }

    @Test
    void aStateBelongsToItsCaller() {
        agents.model.answer(functionCall("c1", "pay", "{}"));
        String state = last(start(JSON, given().header("X-Known", "ann"))).get("state").asText();
        String approval = "{\"call_id\":\"c1\",\"approve\":true}";

        refused(resume(JSON, state, approval), 422, "of another caller");
        refused(given().header("X-Known", "bob").accept(JSON).contentType(JSON).body(body(state, approval)).post("/runs"), 422,
                "of another caller");
        agents.model.answer(message("done"));
        given().header("X-Known", "ann").accept(JSON).contentType(JSON).body(body(state, approval)).post("/runs").then()
                .statusCode(200);
    }

    @Test
    void aStateGoesOnWithItsSession() {
        String session = UUID.randomUUID().toString();
        agents.model.answer(functionCall("c1", "pay", "{}"));
        String state = last(given().header("X-Known", "ann").accept(JSON).contentType(JSON).body(
                "{\"agent\":\"Cashier\",\"input\":\"Pay\",\"session_id\":\"" + session + "\"}").post("/runs")).get("state").asText();
        agents.model.answer(message("done"));

        given().header("X-Known", "ann").accept(JSON).contentType(JSON).body(
                body(state, "{\"call_id\":\"c1\",\"approve\":true}")).post("/runs").then().statusCode(200);

        assertThat(store.session(new SessionKey(session, Optional.of("ann"))).items(OptionalInt.empty())
                .await().atMost(Duration.ofSeconds(5))).hasSize(4);
    }

    @Test
    void nobodyCanReadAState() {
        String state = interrupted(JSON);

        assertThat(state).startsWith("new.").matches("[\\w.-]+");
        assertThat(new String(Base64.getUrlDecoder().decode(state.substring(4)),
                StandardCharsets.ISO_8859_1)).doesNotContain("pay").doesNotContain("Pay it");
    }

    @Test
    void theCommandsOfThePageResumeARun(@TempDir Path directory) throws Exception {
        String page = Files.readString(Path.of("docs/approvals.md"));
        int start = page.indexOf("```sh\ncurl") + "```sh\n".length();
        String commands = page.substring(start, page.indexOf("```", start)).replace("http://localhost:8080/", server.toString());
        File output = directory.resolve("output").toFile();
        Process shell = new ProcessBuilder("sh", "-e", Files.writeString(directory.resolve("commands"), commands).toString())
                .directory(directory.toFile()).redirectErrorStream(true).redirectOutput(output).start();
        try {
            assertThat(shell.waitFor(60, TimeUnit.SECONDS)).as("ended by itself").isTrue();
        } finally {
            shell.destroyForcibly();
        }
        assertThat(Files.readString(output.toPath())).containsSubsequence("\"status\":\"interrupted\"", "Sent to",
                "\"status\":\"completed\"");
    }

    private String interrupted(String accept) {
        agents.model.answer(functionCall("c1", "pay", "{}"));
        JsonNode end = last(start(accept, given()));
        assertThat(end.get("status").asText()).isEqualTo("interrupted");
        assertThat(end.at("/interruptions/0/raw_item/call_id").asText()).isEqualTo("c1");
        assertThat(document.violations(accept.equals(JSON) ? "RunResult" : "StreamEvent", end)).isEmpty();
        assertThat(agents.paid).isEmpty();
        return end.get("state").asText();
    }

    private static Response start(String accept, RequestSpecification request) {
        return request.accept(accept).contentType(JSON).body("{\"agent\":\"Cashier\",\"input\":\"Pay it\"}").post("/runs");
    }

    private static Response resume(String accept, String state, String approval) {
        return given().accept(accept).contentType(JSON).body(body(state, approval)).post("/runs");
    }

    private static String body(String state, String approvals) {
        return "{\"agent\":\"Cashier\",\"state\":\"" + state + "\",\"approvals\":[" + approvals + "]}";
    }

    /** The last event, or the whole of a collected answer. */
    private static JsonNode last(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        String last = answer.asString().lines().filter(line -> line.contains("{")).reduce((one, next) -> next).orElseThrow();
        return OpenApiDocument.json(last.replaceFirst("^data: ", ""));
    }

    private void refused(Response answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo(Problem.MEDIA_TYPE);
        JsonNode problem = OpenApiDocument.json(answer.asString());
        assertThat(document.violations("Problem", problem)).isEmpty();
        assertThat(document.statuses("/runs")).contains(status);
        assertThat(JsonText.of(answer.asString()).string("detail").orElseThrow()).contains(detail);
    }
}
