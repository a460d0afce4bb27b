package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.event.RunStatus;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.model.Model;
import dev.runnel.run.RunResultStreaming;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Delays;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever cancels, and whenever: the provider is rid of the call at once. */
@QuarkusTest
@TestProfile(ModelClientProfile.class)
class CancelledRunTest extends WholeStack {

    private static final Duration AT_ONCE = Duration.ofMillis(50);
    private static final int TIMES = 10;

    private enum Way {
        THE_MODELS_STREAM, THE_RUNS_SUBSCRIPTION, THE_RUNS_RESULT
    }

    private record Started(AssertSubscriber<?> subscriber, Runnable cancelling, boolean hasTerminalEvent) {

        /** When it was called. */
        long cancel() {
            long now = System.nanoTime();
            cancelling.run();
            return now;
        }

        void assertEnded() {
            if (hasTerminalEvent) {
                List<?> events = subscriber.awaitCompletion(LIMIT).getItems();
                assertThat(((RunUpdatedStreamEvent) events.get(events.size() - 1)).status()).isEqualTo(RunStatus.CANCELLED);
            } else {
                subscriber.assertNotTerminated();
            }
        }
    }

    private final Delays delays = new Delays();

    private Started start(Way way, Model model) {
        if (way == Way.THE_MODELS_STREAM) {
            AssertSubscriber<?> subscriber = subscribed(model, Long.MAX_VALUE);
            return new Started(subscriber, subscriber::cancel, false);
        }
        RunResultStreaming result = run(model);
        AssertSubscriber<?> subscriber = subscribed(result, Long.MAX_VALUE);
        return way == Way.THE_RUNS_RESULT ? new Started(subscriber, result::cancel, true)
                : new Started(subscriber, subscriber::cancel, false);
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheHeadTheProviderSeesTheCloseAtOnce(Way way) throws Exception {
        server.always(Conversation::untilPeerCloses);
        for (int i = 0; i < TIMES; i++) {
            Started started = start(way, model());
            cancelled(started, server.conversation());
        }
        delays.assertMedianWithin(AT_ONCE);
    }

    @ParameterizedTest
    @EnumSource
    void inTheBodyTheProviderSeesTheCloseAtOnce(Way way) throws Exception {
        server.always(c -> c.eventStream().send(Answers.delta("hi")).untilPeerCloses());
        for (int i = 0; i < TIMES; i++) {
            Started started = start(way, model());
            started.subscriber().awaitItems(way == Way.THE_MODELS_STREAM ? 1 : 3, LIMIT);
            cancelled(started, server.conversation());
        }
        delays.assertMedianWithin(AT_ONCE);
    }

    @ParameterizedTest
    @EnumSource
    void inAFloodTheProviderSeesTheCloseAtOnce(Way way) throws Exception {
        byte[] piece = Answers.delta("hi").repeat(100).getBytes(StandardCharsets.UTF_8);
        server.always(c -> c.eventStream().flood(piece, 500_000_000L));
        for (int i = 0; i < TIMES; i++) {
            Started started = start(way, model());
            started.subscriber().awaitItems(500, LIMIT);
            cancelled(started, server.conversation());
        }
        delays.assertMedianWithin(AT_ONCE);
    }

    @ParameterizedTest
    @EnumSource
    void inTheLineForAConnectionTheCallIsNeverMade(Way way) {
        CountDownLatch busy = new CountDownLatch(1);
        server.then(c -> c.eventStream().send(Answers.delta("first")).stall(busy).send(Answers.completed()).end(),
                Script.events(Answers.delta("last"), Answers.completed()));
        Model model = onOneConnection();
        AssertSubscriber<?> first = subscribed(model, Long.MAX_VALUE).awaitItems(1, LIMIT);
        List<Started> waiting = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            waiting.add(start(way, model));
        }
        waiting.forEach(Started::cancel);
        waiting.forEach(Started::assertEnded);
        busy.countDown();
        first.awaitCompletion(LIMIT);
        assertThat(read(model)).hasSize(2);
        assertThat(server.requests()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
        waiting.forEach(Started::assertEnded);
    }

    @ParameterizedTest
    @EnumSource
    void whileTheConnectionIsMadeTheRunEndsAtOnce(Way way) throws Exception {
        List<SocketChannel> line = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (int i = 0; i < 4; i++) { // until the kernel answers no further one
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()));
                line.add(channel);
            }
            List<Started> all = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                Started started = start(way, model("narrow", narrow, Timeouts.LONG,
                        "http://127.0.0.1:" + full.getLocalPort() + "/v1"));
                long cancelled = started.cancel();
                started.assertEnded();
                delays.add(cancelled, System.nanoTime());
                all.add(started);
            }
            delays.assertMedianWithin(AT_ONCE);
            // beyond the client's connect timeout: its failure is nobody's any more
            await().during(Duration.ofMillis(400)).untilAsserted(() -> all.forEach(Started::assertEnded));
        } finally {
            for (SocketChannel channel : line) {
                channel.close();
            }
        }
    }

    private void cancelled(Started started, Conversation conversation) throws InterruptedException {
        long cancelled = started.cancel();
        delays.add(cancelled, conversation.untilPeerCloses().nanoTime());
        started.assertEnded();
    }
}
