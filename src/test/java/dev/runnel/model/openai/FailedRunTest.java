package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunError;
import dev.runnel.event.RunStatus;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.Model;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ModelTimeoutException;
import dev.runnel.model.scripted.ScriptedItems;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong at the provider is the run's last event, after everything that had come before it. */
@QuarkusTest
@TestProfile(ModelClientProfile.class)
class FailedRunTest extends WholeStack {

    private static final ScriptedTurn ANSWER = ScriptedTurn.answer(ScriptedItems.message("hello")).inDeltas(2);
    private static final Timeouts QUICK = new Timeouts(Duration.ofMillis(300), Duration.ofMillis(300));

    static Stream<Arguments> truncations() {
        String text = Answers.delta("a") + Answers.delta("b");
        return Stream.of(
                Arguments.of("a clean end", Script.events(text), ModelBehaviorException.class),
                Arguments.of("a clean end in a record", Script.events(text + "data: {\"type\":"), ModelBehaviorException.class),
                Arguments.of("a clean end after [DONE]", Script.events(text + "data: [DONE]\n\n"), ModelBehaviorException.class),
                Arguments.of("a FIN where the body ends with it",
                        (Script) c -> c.untilClose(200, "text/event-stream").send(text).fin(), ModelBehaviorException.class),
                Arguments.of("a FIN before the last chunk", (Script) c -> c.eventStream().send(text).fin(),
                        ModelConnectionException.class),
                Arguments.of("a FIN in a body of known length",
                        (Script) c -> c.sized(200, "text/event-stream", 10_000).send(text).fin(), ModelConnectionException.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("truncations")
    void aTruncatedStreamIsAFailureAfterWhatHadCome(String name, Script script, Class<? extends Throwable> type) {
        server.then(script);
        List<StreamEvent> events = failed(run(model()), type);
        assertThat(error(events).type()).isEqualTo(type == ModelBehaviorException.class ? "model_behavior" : "model_connection");
        assertThat(raw(events)).isEqualTo(2);
    }

    @Test
    void aResetInTheMiddleIsAFailureAfterWhatHadBeenRead() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        server.then(c -> c.eventStream().send(Answers.delta("a")).stall(read).reset());
        AssertSubscriber<StreamEvent> subscriber = subscribed(run(model()), Long.MAX_VALUE).awaitItems(3, LIMIT);
        read.countDown();
        subscriber.awaitFailure(LIMIT).assertFailedWith(ModelConnectionException.class);
        List<StreamEvent> events = Wire.checked(subscriber.getItems());
        assertThat(error(events).type()).isEqualTo("model_connection");
        assertThat(raw(events)).isEqualTo(1);
    }

    static Stream<Arguments> reportedFailures() {
        return Stream.of(
                Arguments.of(ANSWER.thenFailed("rate_limit_exceeded", "slow down"), "rate_limit_exceeded", "slow down"),
                Arguments.of(ANSWER.thenIncomplete("max_output_tokens"), "max_output_tokens", "max_output_tokens"),
                Arguments.of(ANSWER.thenError("server_error", "it broke"), "server_error", "it broke"));
    }

    @ParameterizedTest
    @MethodSource("reportedFailures")
    void whatTheProviderReportsHasItsCodeAndItsWords(ScriptedTurn turn, String code, String words) {
        server.then(Answers.of(turn));
        List<StreamEvent> events = failed(run(model()), ModelBehaviorException.class);
        assertThat(error(events).type()).isEqualTo("model_behavior");
        assertThat(error(events).code()).contains(code);
        assertThat(error(events).message()).contains(words);
        assertThat(raw(events)).isEqualTo(Answers.records(turn).size());
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 500})
    void aRefusalIsTheLastEventAndTellsTheKeyNowhere(int status) {
        String key = ModelClientProfile.KEY;
        server.then(Script.answer(status, "application/json",
                "{\"error\":{\"message\":\"bad: " + key + "\",\"code\":\"" + key + "\"}}", "Retry-After: 7", "x-request-id: " + key));
        try (Everything logged = Everything.start()) {
            AssertSubscriber<StreamEvent> subscriber = subscribed(run(model()), Long.MAX_VALUE).awaitFailure(LIMIT);
            List<StreamEvent> events = Wire.checked(subscriber.getItems());
            assertThat(events).hasSize(3);
            RunError error = error(events);
            assertThat(error.type()).isEqualTo("model_http");
            assertThat(error.status()).hasValue(status);
            assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(Wire.text(events)).contains("\"status\":" + status, "\"retry_after\":7", "***");
            assertThat(subscriber.getFailure()).isInstanceOf(ModelHttpException.class);
            StringWriter trace = new StringWriter();
            subscriber.getFailure().printStackTrace(new PrintWriter(trace));
            assertThat(logged.text()).contains("failed: The model answered " + status);
            for (String place : List.of(Wire.text(events), trace.toString(), logged.text())) {
                assertThat(place).doesNotContain(key, "1234", "sk-test");
            }
        }
    }

    @Test
    void aRefusalOfTheSecondTurnKeepsWhatTheFirstHasMade() {
        server.then(Answers.of(ScriptedItems.functionCall("c1", "foo", "{}")), Script.answer(503, "text/plain", "later"));
        List<StreamEvent> events = failed(run(model()), ModelHttpException.class);
        assertThat(error(events).status()).hasValue(503);
        assertThat(last(events).origin().turn()).isEqualTo(2);
        assertThat(last(events).usage().orElseThrow().requests()).isEqualTo(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anHtmlPageIsNoStream() {
        server.then(Script.answer(200, "text/html", "<html><h1>Welcome</h1></html>"));
        List<StreamEvent> events = failed(run(model()), ModelBehaviorException.class);
        assertThat(error(events).type()).isEqualTo("model_behavior");
        assertThat(error(events).message()).contains("text/html", "instead of an event stream", "Welcome");
        assertThat(error(events).status()).isEmpty();
    }

    @Test
    void noFirstByteIsATimeout() {
        server.then(Conversation::untilPeerCloses);
        assertTimeout(model(QUICK), "no first byte of the answer within 300 ms", "runnel.timeouts.model-first-byte");
    }

    @Test
    void silenceInTheMiddleIsATimeout() {
        server.then(c -> c.eventStream().send(Answers.delta("hi")).untilPeerCloses());
        List<StreamEvent> events = assertTimeout(model(QUICK), "no further byte of the answer within 300 ms",
                "runnel.timeouts.model-idle");
        assertThat(raw(events)).isEqualTo(1);
    }

    @Test
    void noConnectionInTimeIsATimeout() throws Exception {
        List<SocketChannel> line = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (int i = 0; i < 4; i++) { // until the kernel answers no further one
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()));
                line.add(channel);
            }
            assertTimeout(model("narrow", narrow, Timeouts.LONG, "http://127.0.0.1:" + full.getLocalPort() + "/v1"),
                    "no connection within 300 ms", "quarkus.rest-client.narrow.connect-timeout");
        } finally {
            for (SocketChannel channel : line) {
                channel.close();
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsAFailureOfTheConnection() throws Exception {
        server.close();
        List<StreamEvent> events = failed(run(model()), ModelConnectionException.class);
        assertThat(error(events).type()).isEqualTo("model_connection");
        assertThat(error(events).message()).contains("127.0.0.1:" + server.port(), "quarkus.rest-client.model.url");
    }

    private List<StreamEvent> assertTimeout(Model model, String what, String setting) {
        List<StreamEvent> events = failed(run(model), ModelTimeoutException.class);
        assertThat(error(events).type()).isEqualTo("model_timeout");
        assertThat(error(events).message()).contains(what, setting);
        return events;
    }

    private static RunError error(List<StreamEvent> events) {
        RunUpdatedStreamEvent last = last(events);
        assertThat(last.status()).isEqualTo(RunStatus.FAILED);
        return last.error().orElseThrow();
    }

    private static long raw(List<StreamEvent> events) {
        return events.stream().filter(RawResponsesStreamEvent.class::isInstance).count();
    }
}
