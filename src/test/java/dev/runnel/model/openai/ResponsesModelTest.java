package dev.runnel.model.openai;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ResponseCompletedEvent;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The model's events over a socket: connections, demand, and every way of cutting the bytes. */
@QuarkusTest
@TestProfile(ModelClientProfile.class)
class ResponsesModelTest extends WholeStack {

    private static final String LATE = "the end a moment late";

    private static final ScriptedTurn ANSWER = ScriptedTurn.answer(message("hello")).inDeltas(3);

    static Stream<Arguments> endings() {
        String text = Answers.text(ANSWER);
        String chunk = Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
        String last = Answers.completed();
        return Stream.of(
                Arguments.of("the end after the terminal event", Answers.of(ANSWER)),
                Arguments.of("the end in the terminal event's packet",
                        (Script) c -> c.eventStream().send(Answers.delta("hello")).raw(Integer.toHexString(last.length()) + "\r\n"
                                + last + "\r\n0\r\n\r\n")),
                Arguments.of("everything in one packet", (Script) c -> c.raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream"
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n")),
                Arguments.of("a known length", (Script) c -> c.answer(200, "text/event-stream", text)),
                Arguments.of(LATE, (Script) c -> c.eventStream().send(text)
                        .dribble(": bye\n\n", 7, Duration.ofMillis(10)).end()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void fortySequentialCallsUseOneConnection(String ending, Script script) {
        server.always(script);
        Model model = model();
        for (int i = 0; i < 40; i++) {
            List<ModelEvent> events = read(model);
            assertThat(events.get(events.size() - 1)).isInstanceOf(ResponseCompletedEvent.class);
        }
        assertThat(server.requests()).hasSize(40);
        // an end that comes later than a moment costs its connection; on a busy machine that happens to one or the other
        assertThat(server.connections()).isLessThanOrEqualTo(ending.equals(LATE) ? 4 : 1);
    }

    /** A caller without a context gets a new event loop for each call; the connection stays on that of the first. */
    @Test
    void aConnectionIsFreeForTheNextCallWhateverTheirEventLoops() {
        server.always(c -> c.answer(200, "text/event-stream", Answers.delta("hi") + Answers.completed()));
        Model model = model();
        for (int i = 0; i < 400; i++) {
            assertThat(read(model)).hasSize(2);
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void eightHundredShortCallsThirtyTwoAtATimeAllSucceed() {
        server.always(Answers.of(ANSWER));
        int size = Answers.records(ANSWER).size();
        Model model = model();
        List<Integer> sizes = Multi.createFrom().items(IntStream.range(0, 800).boxed())
                .onItem().transformToUni(i -> model.stream(ModelRequest.of("hi")).collect().asList().map(List::size))
                .merge(32).collect().asList().await().atMost(Duration.ofSeconds(60));
        assertThat(sizes).hasSize(800).containsOnly(size);
        assertThat(server.requests()).hasSize(800);
    }

    @Test
    void aSubscriberThatAsksForNothingStopsTheReading() throws Exception {
        byte[] piece = Answers.delta("0123456789").repeat(500).getBytes(StandardCharsets.UTF_8);
        server.then(c -> c.eventStream().flood(piece, 100_000_000L).end());
        long before = usedHeap();
        AssertSubscriber<ModelEvent> subscriber = subscribed(model(), 0);
        Conversation conversation = server.conversation();
        awaitStandstill(conversation);
        assertThat(subscriber.getItems()).isEmpty();
        assertThat(usedHeap() - before).isLessThan(24_000_000L);

        subscriber.request(1000);
        await().until(() -> subscriber.getItems().size() == 1000);
        awaitStandstill(conversation);
        assertThat(subscriber.getItems()).hasSize(1000);
        assertThat(usedHeap() - before).isLessThan(24_000_000L);
        subscriber.cancel();
        conversation.untilPeerCloses();
    }

    /** The end is noticed without demand: the one connection is free for another call before the last event is taken. */
    @Test
    void theEndIsToldWhenTheLastEventIsTakenAlsoLongAfterIt() {
        server.always(c -> c.answer(200, "text/event-stream", Answers.delta("hi") + Answers.completed()));
        AssertSubscriber<ModelEvent> subscriber = subscribed(onOneConnection(), 1).awaitItems(1, LIMIT);
        assertThat(read(onOneConnection())).hasSize(2);

        subscriber.request(1);

        assertThat(subscriber.awaitCompletion(LIMIT).getItems()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void heartbeatsAreNoEventsAndKeepTheCallAlive() {
        server.then(c -> {
            c.eventStream();
            c.dribble(": ping\n\n".repeat(25), 8, Duration.ofMillis(60));
            c.send(Answers.text(ANSWER)).end();
        });
        List<ModelEvent> events = read(model(new Timeouts(LIMIT, Duration.ofSeconds(1))));
        assertThat(events).hasSize(Answers.records(ANSWER).size());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void charactersThatAreSplitBetweenChunksArriveWhole(int size) {
        String words = "é€😀 \u2028 한국어 𝄞";
        server.then(c -> c.eventStream().dribble(Answers.delta(words) + Answers.completed(), size, Duration.ZERO).end());
        assertThat(((ResponseTextDeltaEvent) read(model()).get(0)).delta()).isEqualTo(words);
    }

    static IntStream sizes() {
        return IntStream.of(1, 2, 3, 5, 64);
    }

    @Test
    void anEventOfOneMebibyteInSmallChunksArrivesWhole() {
        String words = "0123456789abcdef".repeat(1 << 16);
        server.then(c -> c.eventStream().dribble(Answers.delta(words) + Answers.completed(), 1400, Duration.ZERO).end());
        List<ModelEvent> events = read(model());
        assertThat(events).hasSize(2);
        assertThat(((ResponseTextDeltaEvent) events.get(0)).delta()).isEqualTo(words);
    }

    @Test
    void aHundredThousandTinyEventsArriveInOrder() {
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            stream.append("data:{\"type\":\"t\",\"sequence_number\":").append(i).append("}\n\n");
        }
        server.then(c -> c.eventStream().send(stream.append(Answers.completed()).toString()).end());
        List<ModelEvent> events = read(model());
        assertThat(events).hasSize(100_001);
        for (int i = 0; i < 100_000; i++) {
            assertThat(events.get(i).sequenceNumber()).hasValue(i);
        }
    }

    static void awaitStandstill(Conversation conversation) {
        await().pollInterval(Duration.ofMillis(200)).during(Duration.ofMillis(600)).atMost(LIMIT)
                .until(new Unchanged(conversation::sent));
        assertThat(conversation.sent()).isBetween(1L, 16_000_000L);
    }

    static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
