package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.event.AgentUpdatedStreamEvent;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.model.JsonText;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.ModelScript;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged application, jar or binary, between a model server and a client that are both real sockets. */
@QuarkusIntegrationTest
@QuarkusTestResource(value = ModelServer.class, restrictToAnnotatedClass = true)
class PackagedIT {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
    private static final String DELTA = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"word \"}\n\n";

    ScriptedServer provider;

    @TestHTTPResource("/")
    URI application;

    @Test
    void everyKindOfEventIsStreamed() {
        provider.then(ModelScript.of(answer(reasoning("Jokes are counted first"), functionCall("c1", "how_many_jokes", "{}"))),
                ModelScript.of(answer(message("Knock, knock")).inDeltas(3)));
        List<StreamEvent> events = events(ask(LINES, "Joker"));

        assertThat(events).extracting(StreamEvent::sequenceNumber).startsWith(0L, 1L, 2L).isSorted();
        assertThat(texts(events)).filteredOn(event -> !event.startsWith("raw")).containsExactly("started", "Joker",
                "reasoning_item_created", "tool_called", "tool_output", "message_output_created", "completed");
        assertThat(texts(events)).contains("raw response.created", "raw response.output_text.delta",
                "raw response.reasoning_summary_text.delta", "raw response.function_call_arguments.done",
                "raw response.completed");
        assertThat(provider.requests()).last().satisfies(request -> assertThat(request.text())
                .contains("function_call_output", "Jokes are counted first"));
    }

    @Test
    void aHandoffIsStreamed() {
        provider.then(ModelScript.of(answer(functionCall("c1", "transfer_to_spanish_agent", "{}"))),
                ModelScript.of(answer(message("Hola"))));

        assertThat(texts(events(ask(LINES, "Triage agent")))).filteredOn(event -> !event.startsWith("raw")).containsExactly(
                "started", "Triage agent", "handoff_requested", "handoff_occurred", "Spanish agent",
                "message_output_created", "completed");
    }

    @Test
    void framesOfServerSentEventsHaveTheirIdAndName() {
        provider.then(ModelScript.of(answer(message("Hi"))));
        try (RawClient client = new RawClient(application).post("/runs", run("Assistant"))) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Type: text/event-stream\r\n",
                    "Cache-Control: no-cache, no-transform\r\n", "X-Accel-Buffering: no\r\n");
            assertThat(client.body()).startsWith(":\n\nid: run_").contains(":0\nevent: run_updated_stream_event\ndata: {",
                    "\nevent: raw_response_event\ndata: {", "\nevent: run_item_stream_event\ndata: {")
                    .endsWith("\"final_output\":\"Hi\"}\n\n");
        }
    }

    @Test
    void aRunIsCollectedAsJson() throws Exception {
        provider.then(ModelScript.of(answer(functionCall("c1", "how_many_jokes", "{}"))),
                ModelScript.of(answer(message("Knock, knock"))));
        try (RawClient client = send(JSON, run("Joker"))) {
            JsonNode result = OpenApiDocument.json(client.bodyOf(client.head()));

            assertThat(result.path("status").asText()).isEqualTo("completed");
            assertThat(result.path("final_output").asText()).isEqualTo("Knock, knock");
            assertThat(result.path("new_items").findValuesAsText("type")).contains("tool_call_output_item");
            assertThat(result.path("usage").path("requests").asInt()).isEqualTo(2);
        }
    }

    @Test
    void aSessionIsGoneOnWithAndHasOneRunAtATime() {
        CountDownLatch refused = new CountDownLatch(1);
        provider.then(ModelScript.of(answer(message("Hello Ada"))), model -> {
            model.eventStream().send(DELTA).stall(refused);
            model.send("data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[]}}\n\n").end();
        });
        String first = "{\"agent\":\"Assistant\",\"input\":\"I am Ada\",\"session_id\":\"ada-1\"}";
        try (RawClient client = send(LINES, first)) {
            client.head();
            assertThat(client.body()).contains("\"status\":\"completed\"");
        }
        try (RawClient client = send(LINES, first.replace("I am Ada", "Who am I?"))) {
            client.head();
            client.until("\"word \"");
            assertThat(provider.requests()).last().satisfies(request -> assertThat(request.text())
                    .contains("I am Ada", "Hello Ada", "Who am I?"));
            try (RawClient other = send(LINES, first)) {
                assertThat(other.head()).startsWith("HTTP/1.1 409 ").contains("Retry-After: 1\r\n");
            }
            refused.countDown();
            assertThat(client.body()).contains("\"status\":\"completed\"");
        }
    }

    @Test
    void anEventLeavesWhenItHappens() {
        CountDownLatch seen = new CountDownLatch(1);
        provider.then(model -> {
            model.eventStream().send(DELTA).stall(seen);
            model.send("data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[]}}\n\n").end();
        });
        try (RawClient client = new RawClient(application).post("/runs", run("Assistant"))) {
            client.head();
            assertThat(client.until("\"word \"")).doesNotContain("response.completed");
            seen.countDown();
            assertThat(client.body()).contains("\"status\":\"completed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/event-stream", LINES })
    void aClientThatGoesAwayClosesTheModelsConnection(String accept) throws Exception {
        CompletableFuture<Conversation> asked = new CompletableFuture<>();
        provider.then(conversation -> {
            asked.complete(conversation);
            conversation.eventStream().send(DELTA).untilPeerCloses();
        });
        RawClient client = send(accept, run("Assistant"));
        client.head();
        client.until("\"word \"");

        client.close();

        assertThat(asked.get(20, TimeUnit.SECONDS).peerClosed()).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void theTurnsOfARunShareOneConnectionToTheModel() {
        int before = provider.connections();
        for (int i = 1; i < 10; i++) {
            provider.then(ModelScript.of(answer(functionCall("c" + i, "how_many_jokes", "{}"))));
        }
        provider.then(ModelScript.of(answer(message("Hi"))));

        assertThat(ask(LINES, "Joker")).contains("\"status\":\"completed\"");
        assertThat(provider.connections() - before).isLessThanOrEqualTo(1);
    }

    /** A run's last event does not wait for the model's connection: whoever asks again at once may get a second one. */
    @Test
    void runsOneAfterAnotherShareTheirConnectionsToTheModel() {
        int before = provider.connections();
        for (int i = 0; i < 40; i++) {
            provider.then(ModelScript.of(answer(message("Hi"))));
            assertThat(ask(LINES, "Assistant")).contains("\"status\":\"completed\"");
        }
        assertThat(provider.connections() - before).isLessThanOrEqualTo(4);
    }

    @Test
    void aReaderThatStallsStopsTheReadingFromTheModel() throws Exception {
        CompletableFuture<Conversation> asked = new CompletableFuture<>();
        byte[] piece = DELTA.repeat(50).getBytes(StandardCharsets.UTF_8);
        provider.then(conversation -> {
            asked.complete(conversation);
            conversation.eventStream().flood(piece, 100_000_000);
        });
        try (RawClient client = new RawClient(application, 8 * 1024).post("/runs", run("Assistant"))) {
            client.head();
            client.until("\"word \"");
            Conversation model = asked.get(20, TimeUnit.SECONDS);
            long stopped = model.awaitStill();

            assertThat(stopped).as("bytes that the model could send to a reader that takes none").isLessThan(30_000_000);
            for (int i = 0; i < 2000; i++) {
                client.chunk();
            }
            Awaitility.await().until(() -> model.sent() > stopped);
        }
    }

    @ParameterizedTest
    @CsvSource({ "silent,model_timeout", "stalled,model_timeout", "refused,model_http", "truncated,model_behavior",
            "reset,model_connection", "garbage,model_behavior" })
    void aModelThatFailsIsToldAsTheLastEvent(String how, String type) {
        provider.then(failing(how));
        try (RawClient client = new RawClient(application).post("/runs", run("Assistant"))) {
            client.head();
            assertThat(client.body()).containsOnlyOnce("\"status\":\"failed\"").contains("\"error\":{\"type\":\"" + type + '"')
                    .endsWith("}}\n\n").doesNotContain(ModelServer.KEY, "Exception", "\\tat ");
        }
    }

    private static Script failing(String how) {
        return switch (how) {
            case "silent" -> model -> model.untilPeerCloses();
            case "stalled" -> model -> model.eventStream().send(DELTA).untilPeerCloses();
            case "refused" -> Script.answer(401, JSON, "{\"error\":{\"message\":\"Bad key " + ModelServer.KEY + "\"}}");
            case "truncated" -> ModelScript.truncated(answer(message("Hi")));
            case "reset" -> model -> model.eventStream().send(DELTA).reset();
            case "garbage" -> Script.events("data: {\"type\":\"response.created\"\n\n");
            default -> throw new IllegalArgumentException(how);
        };
    }

    @Test
    void theKeyGoesToTheModelAndTheAgentsAreShown() {
        provider.then(ModelScript.of(answer(message("Hi"))));
        ask(LINES, "Assistant");
        assertThat(provider.requests()).last().satisfies(
                request -> assertThat(request.header("Authorization")).contains("Bearer " + ModelServer.KEY));
        try (RawClient client = new RawClient(application).get("/agents")) {
            assertThat(client.bodyOf(client.head())).contains("\"name\":\"Joker\"", "\"tools\":[\"how_many_jokes\"]");
        }
    }

    @Test
    void theOpenApiDocumentIsServed() throws Exception {
        try (RawClient client = new RawClient(application).get("/openapi.json")) {
            assertThat(OpenApiDocument.json(client.bodyOf(client.head())).path("openapi").asText()).startsWith("3.");
        }
    }

    private String ask(String accept, String agent) {
        try (RawClient client = send(accept, run(agent))) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n");
            return client.body();
        }
    }

    private RawClient send(String accept, String body) {
        return new RawClient(application).send("POST", "/runs", body, "Content-Type: " + JSON, "Accept: " + accept);
    }

    private static String run(String agent) {
        return "{\"agent\":\"" + agent + "\",\"input\":\"hi\"}";
    }

    private static List<StreamEvent> events(String lines) {
        return lines.lines().map(line -> StreamEventCodec.read(JsonText.of(line))).toList();
    }

    private static List<String> texts(List<StreamEvent> events) {
        return events.stream().map(PackagedIT::text).toList();
    }

    private static String text(StreamEvent event) {
        if (event instanceof RawResponsesStreamEvent raw) {
            return "raw " + raw.data().type();
        }
        if (event instanceof RunItemStreamEvent item) {
            return item.name().wireName();
        }
        if (event instanceof AgentUpdatedStreamEvent agent) {
            return agent.newAgent().name();
        }
        if (event instanceof RunUpdatedStreamEvent run) {
            return run.status().toString().toLowerCase(Locale.ROOT);
        }
        return event.type();
    }
}
