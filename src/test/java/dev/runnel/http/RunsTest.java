package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.model.scripted.ScriptedCall;
import dev.runnel.testing.Delays;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RunsTest {

    private static final String RUN = "{\"agent\":\"Scripted\",\"input\":\"Hello\"}";

    @Inject
    ScriptedAgents agents;

    @Inject
    OpenRuns open;

    @TestHTTPResource("/")
    URI server;

    @AfterEach
    void noRunIsLeftOpen() {
        await().until(() -> open.count() == 0);
    }

    @Test
    void aRunIsStreamedFromItsStartToItsTerminalEvent() {
        agents.model.turns(answer(message("Hi there")).inDeltas(2));
        String body = post(RUN).statusCode(200).contentType("text/event-stream")
                .header("Cache-Control", "no-cache, no-transform").header("X-Accel-Buffering", "no").extract().asString();

        assertThat(body).startsWith(":\n\nid: run_").endsWith("\n\n");
        String runId = body.substring(body.indexOf("run_"), body.indexOf(":0\n"));
        String[] frames = body.substring(3).split("\n\n");
        for (int i = 0; i < frames.length; i++) {
            assertThat(frames[i].split("\n")).satisfiesExactly(
                    id -> assertThat(id).matches("id: " + Pattern.quote(runId) + ":\\d+"),
                    event -> assertThat(event).matches("event: [a-z_]+"),
                    data -> assertThat(data).startsWith("data: {\"type\":\"").contains("\"run_id\":\"" + runId + "\""));
            assertThat(frames[i]).startsWith("id: " + runId + ":" + i + "\n");
        }
        assertThat(types(body)).startsWith("run_updated_stream_event", "agent_updated_stream_event", "raw_response_event")
                .endsWith("run_updated_stream_event");
        assertThat(frames[0]).contains("\"status\":\"started\"");
        assertThat(frames[frames.length - 1]).contains("\"status\":\"completed\"").contains("\"final_output\":\"Hi there\"");
        assertThat(lastRequest().request().input().get(0).json()).hasToString("{\"role\":\"user\",\"content\":\"Hello\"}");
    }

    @Test
    void aRequestMayAskForNoRawEvents() {
        agents.model.answer(message("Hi"));
        String body = post("{\"agent\":\"Scripted\",\"input\":\"Hello\",\"raw_events\":false}").statusCode(200).extract()
                .asString();
        assertThat(types(body)).containsExactly("run_updated_stream_event", "agent_updated_stream_event",
                "run_item_stream_event",
                "run_updated_stream_event");
    }

    @Test
    void aRequestMayLowerTheTurns() {
        agents.model.answer((FunctionCall) functionCall("c1", "say_hello", "{}"));
        String body = post("{\"agent\":\"Greeter \\\"é\\\"\",\"input\":\"Hello\",\"max_turns\":1}").statusCode(200)
                .extract().asString();
        assertThat(body).contains("\"status\":\"failed\"", "\"type\":\"max_turns_exceeded\"").endsWith("}\n\n");
    }

    @Test
    void aConversationGoesToTheModelAsItCame() {
        agents.model.answer(message("Hi"));
        post("{\"agent\":\"Scripted\",\"input\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"content\":\"b\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"c\"}]}]}").statusCode(200);
        assertThat(lastRequest().request().input()).extracting(item -> item.json().toString()).containsExactly(
                "{\"role\":\"user\",\"content\":\"a\"}", "{\"role\":\"assistant\",\"content\":\"b\"}",
                "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"c\"}]}");
    }

    @Test
    void aRunThatFailsEndsCleanlyWithItsTerminalEvent() {
        agents.model.turns(answer(message("Hi")).thenFailed("server_error", "The model is tired"));
        try (RawClient client = new RawClient(server).post("/runs", RUN)) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(client.body()).contains("\"status\":\"failed\"").contains("The model is tired")
                    .doesNotContain("\tat ");
            agents.model.answer(message("Hi"));
            client.post("/runs", RUN).head();
            assertThat(client.body()).contains("\"status\":\"completed\"");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aClientThatLeavesCancelsTheRunWithin50MillisecondsAndTheLogSaysSo(boolean reset) throws Exception {
        List<String> log = new CopyOnWriteArrayList<>();
        Handler handler = new LogHandler(log);
        Logger logger = Logger.getLogger(OpenRuns.class.getName());
        logger.addHandler(handler);
        try {
            Delays delays = new Delays();
            for (int i = 0; i < 5; i++) {
                agents.model.turns(answer(message("one two")).inDeltas(2)
                        .waitingBefore(ResponseTextDeltaEvent.class::isInstance, new CompletableFuture<>()));
                RawClient client = new RawClient(server).post("/runs", RUN);
                client.head();
                client.until("response.content_part.added");
                CompletableFuture<Long> cancelled = lastRequest().cancelled().thenApply(none -> System.nanoTime())
                        .toCompletableFuture();
                long left = System.nanoTime();
                if (reset) {
                    client.reset();
                } else {
                    client.close();
                }
                delays.add(left, cancelled.get(5, TimeUnit.SECONDS));
            }
            delays.assertMedianWithin(Duration.ofMillis(50));
            await().until(() -> log.size() == 5);
            assertThat(log).allMatch(line -> line.matches(
                    "INFO Run run_\\S+ of agent 'Scripted' was cancelled: its client went away"));
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static final class LogHandler extends Handler {

        private final List<String> lines;

        LogHandler(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + ((org.jboss.logmanager.ExtLogRecord) line).getFormattedMessage());
        }

        @Override
        public void flush() {
            // nothing is kept back
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void anUnknownAgentIsToldTheKnownOnes() {
        post("{\"agent\":\"Nobody\",\"input\":\"x\"}").statusCode(404).body("title", is("Not Found")).body("field",
                is("agent"))
                .body("agents", hasItems("Scripted", "Greeter \"é\""));
    }

    @ParameterizedTest
    @CsvSource({ "text/html,406", "*/*;q=0,406", "application/xml;q=1,406", "garbage,400", "text/event-stream;q=2,400" })
    void anAcceptHeaderThatFitsNothingIsAProblem(String accept, int status) {
        given().header("Accept", accept).contentType("application/json").body(RUN).post("/runs").then().statusCode(status)
                .contentType("application/problem+json").body("header", is("Accept"));
        given().header("Accept", "text/html").contentType("application/json").body(RUN).post("/runs").then().statusCode(406)
                .body("allowed", is(List.of("text/event-stream", "application/x-ndjson", "application/json")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "*/*", "text/event-stream", "text/*", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
            "application/json;q=0.5, text/event-stream", "application/json;q=0.5, */*;q=0.8" })
    void theseAcceptHeadersGetAStream(String accept) {
        agents.model.answer(message("Hi"));
        given().header("Accept", accept).contentType("application/json; charset=UTF-8").body(RUN).post("/runs").then()
                .statusCode(200).contentType("text/event-stream");
    }

    @Test
    void noGetStartsARun() {
        given().get("/runs").then().statusCode(405).header("Allow", "POST").contentType("application/problem+json");
        given().put("/runs").then().statusCode(405);
    }

    @Test
    void theAgentsAreListed() {
        given().get("/agents").then().statusCode(200).contentType("application/json")
                .body("name", hasItems("Scripted", "Greeter \"é\""))
                .body("find { it.name == 'Scripted' }.tools", is(List.of()))
                .body("find { it.name == 'Scripted' }.containsKey('description')", is(false))
                .body("find { it.name.startsWith('Greeter') }.description", is("Greets"))
                .body("find { it.name.startsWith('Greeter') }.tools", hasItem("say_hello"))
                .body("find { it.name.startsWith('Greeter') }.handoffs", is(List.of("Scripted")));
        given().head("/agents").then().statusCode(200);
        given().header("Accept", "text/html").get("/agents").then().statusCode(406).contentType("application/problem+json");
        given().post("/agents").then().statusCode(405).header("Allow", "GET");
    }

    private static ValidatableResponse post(String body) {
        return given().contentType("application/json").body(body.getBytes(StandardCharsets.UTF_8)).post("/runs").then();
    }

    private ScriptedCall lastRequest() {
        List<ScriptedCall> calls = agents.model.calls();
        return calls.get(calls.size() - 1);
    }

    private static List<String> types(String body) {
        return body.lines().filter(line -> line.startsWith("event: ")).map(line -> line.substring(7)).toList();
    }
}
