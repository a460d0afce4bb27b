package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.model.JsonText;
import dev.runnel.model.Model;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelRequestException;
import dev.runnel.model.ModelTimeoutException;
import dev.runnel.model.OtherItem;
import dev.runnel.model.ResponseCompletedEvent;
import dev.runnel.model.chat.Golden;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The Chat Completions API over a socket: the same client, connections, demand, limits and failures as the other one. */
@QuarkusTest
@TestProfile(ModelClientProfile.class)
class ChatCompletionsModelTest extends WholeStack {

    private static final String TEXT = Golden.named("text").stream();
    private static final String HI = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";
    private static final String STOP = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    @Override
    Model model(ModelTimeouts timeouts) {
        return new ChatCompletionsModel(new ModelClient("model", api, timeouts, config, vertx).at(server.url()),
                "test-model");
    }

    @Test
    void theCallGoesToChatCompletionsWithTheKey() {
        server.then(Script.events(TEXT));

        assertThat(read(model())).last().isInstanceOf(ResponseCompletedEvent.class);
        RecordedRequest request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
        assertThat(request.header("Authorization")).contains("Bearer " + ModelClientProfile.KEY);
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("Accept")).contains("text/event-stream");
        assertThat(request.text()).contains("\"model\":\"test-model\"",
                "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]");
    }

    static Stream<Arguments> endings() {
        return Stream.of(Arguments.of("[DONE] and the end in one packet", Script.answer(200, "text/event-stream", TEXT)),
                Arguments.of("each record in a packet", Script.events(TEXT.split("(?<=\n\n)"))),
                Arguments.of("byte by byte", (Script) c -> c.eventStream().dribble(TEXT, 1, Duration.ZERO).end()),
                Arguments.of("no [DONE]", Script.events(HI, STOP)),
                Arguments.of("[DONE] long before the end",
                        (Script) c -> c.eventStream().send(HI + STOP + DONE).dribble(": bye\n\n", 7, Duration.ofMillis(10))
                                .end()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void sequentialCallsUseOneConnection(String ending, Script script) {
        server.always(script);
        Model model = model();
        for (int i = 0; i < 5; i++) {
            assertThat(read(model)).last().isInstanceOf(ResponseCompletedEvent.class);
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aSubscriberThatAsksForNothingStopsTheReading() throws Exception {
        byte[] piece = HI.repeat(500).getBytes(StandardCharsets.UTF_8);
        server.then(c -> c.eventStream().flood(piece, 100_000_000L).end());
        AssertSubscriber<ModelEvent> subscriber = subscribed(model(), 0);
        Conversation conversation = server.conversation();
        ResponsesModelTest.awaitStandstill(conversation);

        assertThat(subscriber.getItems()).isEmpty();
        subscriber.request(1000);
        subscriber.awaitItems(1000, LIMIT);
        ResponsesModelTest.awaitStandstill(conversation);
        assertThat(subscriber.getItems()).hasSize(1000);
        subscriber.cancel();
        conversation.untilPeerCloses();
    }

    @Test
    void aCancelledCallFreesTheProviderAtOnce() throws Exception {
        server.then(c -> c.eventStream().send(HI).untilPeerCloses());
        AssertSubscriber<ModelEvent> subscriber = subscribed(model(), Long.MAX_VALUE).awaitItems(5, LIMIT);

        subscriber.cancel();

        server.conversation().untilPeerCloses();
    }

    static Stream<Arguments> truncations() {
        return Stream.of(Arguments.of(Script.events(HI), ModelBehaviorException.class),
                Arguments.of((Script) c -> c.eventStream().send(HI).fin(), ModelConnectionException.class),
                Arguments.of((Script) c -> c.sized(200, "text/event-stream", 9999).send(HI).fin(),
                        ModelConnectionException.class),
                Arguments.of(Script.events(HI, "data: {\"choices\":\n\n"), ModelBehaviorException.class));
    }

    @ParameterizedTest
    @MethodSource("truncations")
    void aTruncatedAnswerIsAFailureAfterWhatHadCome(Script script, Class<? extends Throwable> type) {
        server.then(script);

        List<StreamEvent> events = failed(run(model()), type);
        assertThat(Wire.text(events)).contains("\"delta\":\"Hi\"").doesNotContain("message_output_created");
    }

    @Test
    void aConnectionThatBreaksBehindTheFinishReasonTakesNothingAway() {
        server.then(c -> c.eventStream().send(HI + STOP).fin());

        assertThat(completed(run(model()))).last().satisfies(last -> assertThat(StreamEventCodec.encode(last)).asString()
                .contains("\"final_output\":\"Hi\""));
    }

    @Test
    void aServerThatIsSilentInTheMiddleIsGivenUp() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.then(c -> c.eventStream().send(HI).stall(over));

        failed(run(model(new Timeouts(LIMIT, Duration.ofMillis(300)))), ModelTimeoutException.class);
        over.countDown();
    }

    @Test
    void aRefusalOfTheServerHasItsStatusAndItsWords() {
        server.then(Script.answer(404, "application/json", "{\"error\":{\"message\":\"model 'x' not found\"}}"));

        AssertSubscriber<ModelEvent> subscriber = subscribed(model(), 1).awaitFailure(LIMIT);
        assertThat(subscriber.getFailure()).isInstanceOf(ModelHttpException.class)
                .hasMessageContaining("404").hasMessageContaining("model 'x' not found");
    }

    @Test
    void anErrorInTheMiddleEndsTheRunWithItsCodeAndItsWords() {
        server.then(Script.events(Golden.named("error").stream()));

        List<StreamEvent> events = failed(run(model()), ModelBehaviorException.class);
        assertThat(last(events).error()).hasValueSatisfying(error -> {
            assertThat(error.type()).isEqualTo("model_behavior");
            assertThat(error.code()).contains("507");
            assertThat(error.message()).isEqualTo("The model reported an error: out of memory");
        });
    }

    @Test
    void whatCannotBeSaidFailsTheRunBeforeAnythingIsSent() {
        JsonText search = JsonText.of("{\"type\":\"web_search_call\",\"id\":\"w\"}");
        ModelRequest request = ModelRequest.of(List.of(new OtherItem(search)));

        AssertSubscriber<ModelEvent> subscriber = model().stream(request).subscribe()
                .withSubscriber(AssertSubscriber.create(1)).awaitFailure(LIMIT);
        assertThat(subscriber.getFailure()).isInstanceOf(ModelRequestException.class);
        assertThat(server.requests()).isEmpty();
    }

    /** The whole way, with a tool: the events of the run, and what the server is sent in the second turn. */
    @Test
    void aRunWithAToolGoesThroughBothTurns() {
        server.then(Script.events(Golden.named("reasoning-and-call").stream()), Script.events(TEXT));

        List<StreamEvent> events = completed(run(model()));
        assertThat(events).filteredOn(RunItemStreamEvent.class::isInstance)
                .extracting(event -> ((RunItemStreamEvent) event).name().wireName())
                .containsExactly("reasoning_item_created", "tool_called", "tool_output", "message_output_created");
        assertThat(events).map(StreamEventCodec::encode).allSatisfy(bytes -> assertThat(
                StreamEventCodec.encode(StreamEventCodec.read(JsonText.object(bytes)))).isEqualTo(bytes));
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests().get(1).text()).contains("""
                "messages":[{"role":"system","content":"You are A."},{"role":"user","content":"hi"},\
                {"role":"assistant","content":null,"reasoning_content":"Hm","tool_calls":[{"id":"c1","type":"function",\
                "function":{"name":"foo","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"foo-ok"}]""");
    }
}
