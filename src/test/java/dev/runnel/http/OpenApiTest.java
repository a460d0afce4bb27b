package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static dev.runnel.model.scripted.ScriptedTurn.failing;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.event.CancelReason;
import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ModelTimeoutException;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.run.CancelMode;
import dev.runnel.run.RunResultStreaming;
import dev.runnel.run.Runner;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the running application sends is what its document says. */
@QuarkusTest
class OpenApiTest {

    private static final String HELLO = "{\"agent\":\"Scripted\",\"input\":\"Hello\"}";

    private final OpenApiDocument document = new OpenApiDocument();

    @Inject
    ScriptedAgents agents;

    @Inject
    AgentRegistry registry;

    @Inject
    Runner runner;

    @Inject
    StreamedEndpoints endpoints;

    @TestHTTPResource("/")
    URI server;

    @Test
    void theDocumentIsServedAsItIsWritten() throws IOException {
        byte[] written = Files.readAllBytes(Path.of("src", "main", "resources", "dev", "runnel", "http", "openapi.json"));
        for (int i = 0; i < 2; i++) {
            Response served = given().get("/openapi.json");
            assertThat(served.statusCode()).isEqualTo(200);
            assertThat(served.contentType()).startsWith("application/json");
            assertThat(served.asByteArray()).isEqualTo(written);
        }
    }

    @Test
    void itsVersionIsThatOfTheProject() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<artifactId>runnel</artifactId>\n    <version>"
                + document.at("/info/version").asText() + "</version>");
    }

    @Test
    void itsPathsMethodsAndMediaTypesAreThoseThatAreServed() {
        Set<String> served = new TreeSet<>();
        Set<String> documented = new TreeSet<>();
        for (Endpoint endpoint : Endpoint.values()) {
            served.add(endpoint.method() + " " + endpoint.path() + " " + new TreeSet<>(endpoint.mediaTypes()));
        }
        document.at("/paths").fields().forEachRemaining(path -> path.getValue().fields().forEachRemaining(
                call -> documented.add(call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                        + OpenApiDocument.names(call.getValue().at("/responses/200/content")))));
        assertThat(documented).isEqualTo(served);
    }

    @ParameterizedTest
    @EnumSource(names = { "LIVE", "READY" })
    void theProbesAreUpAndAsDocumented(Endpoint probe) {
        Response answer = given().get(probe.path());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(answer.asString()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
        assertThat(document.violations("Health", OpenApiDocument.json(answer.asString()))).isEmpty();
    }

    @Test
    void theAgentsAreAsDocumented() {
        JsonNode list = OpenApiDocument.json(given().get("/agents").asString());
        assertThat(list).isNotEmpty().allSatisfy(
                agent -> assertThat(document.violations("Agent", agent)).isEmpty());
        assertThat(document.occurred()).isEqualTo(document.membersOf("Agent"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Joker | Hello | tool_called,tool_output,message_output_created",
            "Triage agent | Hola, ¿cómo estás? | handoff_requested,handoff_occurred,message_output_created",
            "Assistant | Hello | message_output_created" })
    void theEventsOfTheExamplesAreAsDocumented(String agent, String input, String names) {
        List<JsonNode> events = events("{\"agent\":\"" + agent + "\",\"input\":\"" + input + "\"}");
        assertThat(events.stream().filter(event -> event.has("name")).map(event -> event.get("name").asText()))
                .containsExactly(names.split(","));
        assertThat(events.get(events.size() - 1).get("status").asText()).isEqualTo("completed");
    }

    /** How a run fails, with the status of its collected answer. */
    enum Failure {

        REFUSED(502, failing(new ModelHttpException(429, "Slow down", Optional.of("rate_limit"),
                Optional.of(Duration.ofSeconds(3)), Optional.empty()))),
        FAILED(502, answer(message("Hi")).thenFailed("server_error", "The model is tired")),
        TRUNCATED(502, answer(message("Hi")).truncated()),
        UNREACHABLE(502, failing(new ModelConnectionException("Nobody there", null))),
        SILENT(504, failing(new ModelTimeoutException(ModelTimeoutException.Phase.IDLE, Duration.ofSeconds(1), "somewhere",
                "some.setting"))),
        BROKEN(500, failing(new IllegalStateException("secret"))),
        ENDLESS(422, answer(functionCall("c1", "say_hello", "{}")));

        final int status;
        final ScriptedTurn turn;

        Failure(int status, ScriptedTurn turn) {
            this.status = status;
            this.turn = turn;
        }

        String request() {
            return "{\"agent\":\"Greeter \\\"é\\\"\",\"input\":\"Hello\",\"max_turns\":1}";
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEventsOfAFailedRunAreAsDocumented(Failure failure) {
        agents.model.turns(failure.turn);
        List<JsonNode> events = events(failure.request());
        assertThat(events.get(events.size() - 1).get("status").asText()).isEqualTo("failed");
    }

    @ParameterizedTest
    @EnumSource
    void theProblemOfAFailedRunIsAsDocumented(Failure failure) {
        agents.model.turns(failure.turn);
        Response answer = collected(failure.request());
        assertThat(answer.statusCode()).isEqualTo(failure.status);
        assertThat(document.statuses("/runs")).contains(failure.status);
        assertThat(answer.contentType()).isEqualTo(Problem.MEDIA_TYPE);
        JsonNode problem = OpenApiDocument.json(answer.asString());
        assertThat(document.violations("Problem", problem)).isEmpty();
        assertThat(document.occurred()).contains("Problem.run_id", "Problem.error", "RunError.type", "RunError.message");
        assertThat(answer.asString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource
    void theEventsOfACancelledRunAreAsDocumented(CancelReason reason) {
        agents.model.turns(answer(message("one two")).inDeltas(2)
                .waitingBefore(ResponseTextDeltaEvent.class::isInstance, new CompletableFuture<>()));
        RunResultStreaming run = runner.runStreamed(registry.agent("Scripted").orElseThrow(), "Hello");
        endpoints.serve(run::streamEvents);
        try (RawClient client = new RawClient(server).get("/test/streamed")) {
            client.head();
            String first = client.until("response.content_part.added");
            run.cancel(CancelMode.IMMEDIATE, reason);
            List<JsonNode> events = valid(first + client.body());
            assertThat(events.get(events.size() - 1).get("reason").asText()).isEqualTo(reason.wireName());
        }
    }

    @Test
    void theResultIsAsDocumented() {
        agents.model.turns(answer(reasoning("Let me see"), functionCall("c1", "say_hello", "{}")), answer(message("Hi")));
        Response answer = collected("{\"agent\":\"Greeter \\\"é\\\"\",\"input\":\"Hello\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/json");
        assertThat(document.violations("RunResult", OpenApiDocument.json(answer.asString()))).isEmpty();
        assertThat(document.occurred()).containsAll(document.membersOf("Usage"))
                .containsAll(document.membersOf("RunResult").stream().filter(name -> name.startsWith("RunResult.")
                        && !name.matches(".*(interruptions|state)")).toList())
                .contains("ReasoningItem.raw_item", "ToolCallItem.agent", "ToolCallOutputItem.output",
                        "MessageOutputItem.raw_item");
    }

    @Test
    void theLinesAreAsDocumented() {
        agents.model.answer(message("Hi"));
        Response answer = given().contentType("application/json").accept("application/x-ndjson").body(HELLO).post("/runs");
        assertThat(answer.contentType()).startsWith("application/x-ndjson");
        List<String> lines = answer.asString().lines().filter(line -> !line.isEmpty()).toList();
        assertThat(lines).hasSizeGreaterThan(4).allSatisfy(
                line -> assertThat(document.violations("StreamEvent", OpenApiDocument.json(line))).isEmpty());
    }

    @Test
    void everyExampleIsAsDocumentedAndServed() {
        JsonNode content = document.at("/paths/~1runs/post/requestBody/content/application~1json");
        assertThat(content.get("examples")).isNotEmpty().allSatisfy(example -> {
            assertThat(document.violations("RunRequest", example.get("value"))).isEmpty();
            assertThat(valid(post(example.get("value").toString()).asString())).isNotEmpty();
        });
        assertThat(document.occurred()).contains("RunRequest.agent", "RunRequest.input", "RunRequest.max_turns",
                "RunRequest.max_run_time", "RunRequest.raw_events");
    }

    private static Response post(String body) {
        return given().contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8)).post("/runs");
    }

    private static Response collected(String body) {
        return given().contentType("application/json").accept("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8)).post("/runs");
    }

    private List<JsonNode> events(String request) {
        Response answer = post(request);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo(
                document.at("/paths/~1runs/post/responses/200/headers/Cache-Control/description").asText());
        assertThat(answer.header("X-Accel-Buffering")).isEqualTo(
                document.at("/paths/~1runs/post/responses/200/headers/X-Accel-Buffering/description").asText());
        return valid(new String(answer.asByteArray(), StandardCharsets.UTF_8));
    }

    /** The events of a stream, each as documented, and its frame too. */
    private List<JsonNode> valid(String stream) {
        List<JsonNode> events = new ArrayList<>();
        for (String frame : Stream.of(stream.split("\n\n")).filter(text -> !text.equals(":")).toList()) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            Arrays.stream(frame.split("\n")).map(line -> line.split(": ", 2))
                    .forEach(field -> fields.put(field[0], field[1]));
            assertThat(document.violations("ServerSentEvent", fields)).isEmpty();
            JsonNode event = OpenApiDocument.json(fields.get("data").asText());
            assertThat(document.violations("StreamEvent", event)).isEmpty();
            assertThat(fields.get("event")).isEqualTo(event.get("type"));
            events.add(event);
        }
        return events;
    }
}
