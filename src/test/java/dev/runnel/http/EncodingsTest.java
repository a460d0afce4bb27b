package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static dev.runnel.model.scripted.ScriptedTurn.failing;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ModelRefusalException;
import dev.runnel.model.ModelTimeoutException;
import dev.runnel.model.ModelTimeoutException.Phase;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.model.scripted.ScriptedCall;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /runs} as lines of JSON and as one answer. */
@QuarkusTest
class EncodingsTest {

    private static final String RUN = "{\"agent\":\"Scripted\",\"input\":\"Hello\"}";
    private static final String LINES = "application/x-ndjson";
    private static final String JSON = "application/json";

    @Inject
    ScriptedAgents agents;

    @Inject
    OpenRuns open;

    @TestHTTPResource("/")
    URI server;

    @AfterEach
    void noPlaceIsLeftTaken() {
        await().until(() -> open.count() == 0 && open.taken() == 0);
    }

    @Test
    void asLinesEachEventIsOneLineOfJson() {
        agents.model.turns(answer(message("Hi there")).inDeltas(2));
        try (RawClient client = ask(LINES)) {
            assertThat(client.head().split("\r\n")).containsExactlyInAnyOrder("HTTP/1.1 200 OK",
                    "Content-Type: application/x-ndjson", "Cache-Control: no-cache, no-transform",
                    "X-Accel-Buffering: no", "transfer-encoding: chunked");
            List<StreamEvent> events = events(client.body());

            assertThat(events.get(0)).isInstanceOf(RunUpdatedStreamEvent.class);
            assertThat(events).extracting(StreamEvent::sequenceNumber).startsWith(0L, 1L, 2L, 3L).isSorted();
            assertThat(events).filteredOn(RawResponsesStreamEvent.class::isInstance).hasSizeGreaterThan(5);
            RunUpdatedStreamEvent last = (RunUpdatedStreamEvent) events.get(events.size() - 1);
            assertThat(last.finalOutput()).hasValueSatisfying(output -> assertThat(output).hasToString("Hi there"));
        }
    }

    @Test
    void aLineLeavesWhenItsEventHappensAndTheHeadBeforeAll() {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        agents.model.turns(answer(message("one two")).inDeltas(2)
                .waitingBefore(ResponseTextDeltaEvent.class::isInstance, goOn));
        try (RawClient client = ask(LINES)) {
            client.head();
            assertThat(client.until("content_part.added")).doesNotContain("output_text.delta");
            goOn.complete(null);
            assertThat(client.body()).contains("output_text.delta").endsWith("\"final_output\":\"one two\"}\n");
        }
    }

    @Test
    void linesMayBeAskedForWithoutRawEvents() {
        agents.model.answer(message("Hi"));
        String body = post(RUN.replace("}", ",\"raw_events\":false}"), LINES).statusCode(200).extract().asString();
        assertThat(events(body)).extracting(StreamEvent::type).containsExactly("run_updated_stream_event",
                "agent_updated_stream_event", "run_item_stream_event", "run_updated_stream_event");
    }

    @Test
    void asJsonARunIsItsResult() {
        agents.model.answer((FunctionCall) functionCall("c1", "say_hello", "{}")).answer(message("Bye"));
        post("{\"agent\":\"Greeter \\\"é\\\"\",\"input\":\"x\"}", JSON).statusCode(200)
                .header("Content-Type", is("application/json;charset=UTF-8"))
                .body("run_id", startsWith("run_")).body("status", is("completed"))
                .body("last_agent", is("Greeter \"é\"")).body("final_output", is("Bye"))
                .body("new_items.type", is(List.of("tool_call_item", "tool_call_output_item", "message_output_item")))
                .body("new_items.agent", is(List.of("Greeter \"é\"", "Greeter \"é\"", "Greeter \"é\"")))
                .body("new_items[1].output", is("Hello")).body("new_items[1].raw_item.call_id", is("c1"))
                .body("usage.requests", is(2)).body("last_response_id", startsWith("resp_"))
                .body("$", not(hasKey("error")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void asJsonAFailedRunIsAProblem(Throwable failure, int status, String type) {
        agents.model.turns(failing(failure));
        post(RUN, JSON).statusCode(status).contentType("application/problem+json").body("type", is("about:blank"))
                .body("status", is(status)).body("run_id", startsWith("run_")).body("error.type", is(type));
        try (RawClient client = new RawClient(server)) {
            agents.model.turns(failing(failure));
            String head = client.send("POST", "/runs", RUN, "Content-Type: " + JSON, "Accept: " + JSON).head();
            assertThat(client.bodyOf(head)).doesNotContain("secret", "Exception", "\\tat ");
            agents.model.answer(message("Hi"));
            assertThat(client.send("POST", "/runs", RUN, "Content-Type: " + JSON, "Accept: " + JSON).head())
                    .startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ModelHttpException(429, "Too many", Optional.of("rate_limit"),
                        Optional.of(Duration.ofSeconds(7)), Optional.empty()), 502, "model_http"),
                Arguments.of(new ModelBehaviorException("What was that?"), 502, "model_behavior"),
                Arguments.of(new ModelConnectionException("Gone", new IOException("secret")), 502, "model_connection"),
                Arguments.of(new ModelRefusalException("I will not"), 502, "model_refusal"),
                Arguments.of(new ModelTimeoutException(Phase.IDLE, Duration.ofSeconds(1), "http://localhost", "x"), 504,
                        "model_timeout"),
                Arguments.of(new IllegalStateException("secret"), 500, "internal"));
    }

    @Test
    void whatTheProviderSaidIsInTheProblem() {
        agents.model.turns(failing(new ModelHttpException(429, "Too many", Optional.of("rate_limit"),
                Optional.of(Duration.ofSeconds(7)), Optional.empty())));
        post(RUN, JSON).statusCode(502).body("error.status", is(429))
                .body("error.retry_after", is(7));
    }

    @Test
    void asJsonARunOfTooManyTurnsIsAProblem() {
        agents.model.answer((FunctionCall) functionCall("c1", "say_hello", "{}"));
        post("{\"agent\":\"Greeter \\\"é\\\"\",\"input\":\"x\",\"max_turns\":1}", JSON).statusCode(422)
                .body("error.type", is("max_turns_exceeded")).body("detail", is("Max turns (1) exceeded"));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aClientThatLeavesBeforeItsJsonCancelsTheRunWithin50Milliseconds(boolean reset) throws Exception {
        long[] millis = new long[5];
        for (int i = 0; i < millis.length; i++) {
            int before = agents.model.calls().size();
            agents.model.turns(answer(message("one two")).inDeltas(2)
                    .waitingBefore(ResponseTextDeltaEvent.class::isInstance, new CompletableFuture<>()));
            RawClient client = ask(JSON);
            await().until(() -> agents.model.calls().size() > before && open.count() == 1);
            ScriptedCall call = agents.model.calls().get(before);
            CompletableFuture<Long> cancelled = call.cancelled().thenApply(none -> System.nanoTime()).toCompletableFuture();
            long left = System.nanoTime();
            if (reset) {
                client.reset();
            } else {
                client.close();
            }
            millis[i] = TimeUnit.NANOSECONDS.toMillis(cancelled.get(5, TimeUnit.SECONDS) - left);
        }
        Arrays.sort(millis);
        assertThat(millis[millis.length / 2]).as("milliseconds, sorted: %s", Arrays.toString(millis)).isLessThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = { LINES, JSON, "*/*" })
    void whatIsWrongWithTheRequestIsAProblemInEveryEncoding(String accept) {
        post("{\"agent\":\"Nobody\",\"input\":\"x\"}", accept).statusCode(404).contentType("application/problem+json");
        post("{\"agent\":", accept).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void headStartsNoRunAndOptionsTellTheMethod() {
        int before = agents.model.calls().size();
        given().head("/runs").then().statusCode(405).header("Allow", "POST");
        given().options("/runs").then().statusCode(200).header("Allow", is("POST, OPTIONS"));
        given().options("/agents").then().statusCode(200).header("Allow", is("GET, HEAD, OPTIONS"));
        assertThat(agents.model.calls()).hasSize(before);
    }

    private static ValidatableResponse post(String body, String accept) {
        return given().header("Accept", accept).contentType("application/json; charset=UTF-8").body(body).post("/runs")
                .then();
    }

    private RawClient ask(String accept) {
        return new RawClient(server).send("POST", "/runs", RUN, "Content-Type: " + JSON, "Accept: " + accept);
    }

    private static List<StreamEvent> events(String body) {
        assertThat(body).endsWith("}\n");
        return body.lines().map(line -> StreamEventCodec.read(JsonText.of(line))).toList();
    }
}
