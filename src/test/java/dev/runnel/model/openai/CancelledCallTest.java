package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Delays;
import dev.runnel.testing.LogCapture;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ModelClientProfile.class)
class CancelledCallTest {

    private static final Duration AT_ONCE = Duration.ofMillis(50);

    private final Delays delays = new Delays();

    @Inject
    @RestClient
    ModelApi api;

    @Inject
    @RestClient
    NarrowApi narrow;

    @Inject
    Config config;

    @Inject
    Vertx vertx;

    private ScriptedServer server;
    private Multi<Buffer> call;
    private Multi<Buffer> onOneConnection;
    private LogCapture log;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start();
        log = LogCapture.start();
        call = client("model", api);
        onOneConnection = client("narrow", narrow);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        log.close();
        log.assertSilent();
    }

    private Multi<Buffer> client(String configKey, ModelApi api) {
        return new ModelClient(configKey, api, Timeouts.LONG, config, vertx).at(server.url()).responses(new byte[] {'{', '}'});
    }

    @Test
    void inTheBodyTheProviderSeesTheCloseAtOnce() throws Exception {
        server.always(c -> c.eventStream().send("data: 1\n\n").untilPeerCloses());
        for (int i = 0; i < 20; i++) {
            Reader reader = Reader.of(call).awaitBegun();
            cancelled(reader, server.conversation());
        }
        delays.assertMedianWithin(AT_ONCE);
    }

    @Test
    void inAFloodTheProviderSeesTheCloseAtOnce() throws Exception {
        server.always(c -> c.eventStream().flood(new byte[10_000], Long.MAX_VALUE));
        for (int i = 0; i < 10; i++) {
            Reader reader = Reader.of(call).awaitBegun();
            cancelled(reader, server.conversation());
        }
        delays.assertMedianWithin(AT_ONCE);
    }

    @Test
    void beforeTheHeadTheProviderSeesTheCloseAtOnce() throws Exception {
        server.always(Conversation::untilPeerCloses);
        for (int i = 0; i < 20; i++) {
            Reader reader = Reader.of(call);
            cancelled(reader, server.conversation());
        }
        delays.assertMedianWithin(AT_ONCE);
    }

    @Test
    void afterTheHeadAndBeforeTheBodyTheProviderSeesTheCloseAtOnce() throws Exception {
        server.always(c -> c.eventStream().untilPeerCloses());
        for (int i = 0; i < 20; i++) {
            Reader reader = Reader.of(call);
            Conversation conversation = server.conversation();
            LockSupport.parkNanos(1_000_000L * (i % 5));
            cancelled(reader, conversation);
        }
        delays.assertMedianWithin(AT_ONCE);
    }

    @Test
    void inTheLineForAConnectionTheCallIsNeverMadeAndThePoolStaysWhole() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        server.then(c -> c.eventStream().send("first").stall(busy).end(), Script.events("last"));
        Reader first = Reader.of(onOneConnection).awaitBegun();
        List<Reader> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(Reader.of(onOneConnection));
        }
        Reader last = Reader.of(onOneConnection);
        waiting.forEach(reader -> reader.exchange().cancel());
        busy.countDown();
        assertThat(first.awaitText()).isEqualTo("first");
        assertThat(last.awaitText()).isEqualTo("last");
        assertThat(server.requests()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(waiting).noneMatch(Reader::isEnded);
    }

    @Test
    void inTheCallOfSubscribeThereIsNoCall() throws Exception {
        server.always(Script.events("x"));
        onOneConnection.select().first(0).collect().asList().await().atMost(Duration.ofSeconds(5));
        assertThat(Reader.of(onOneConnection).awaitText()).isEqualTo("x");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void fromTheSubscribersOwnSignalTheProviderSeesTheClose() throws Exception {
        server.then(c -> c.eventStream().send("a").send("b").untilPeerCloses());
        List<Buffer> one = call.select().first(1).collect().asList().await().atMost(Duration.ofSeconds(5));
        assertThat(one).hasSize(1);
        server.conversation().untilPeerCloses();
    }

    @Test
    void aReaderThatIsBehindDoesNotTakeTheNextCallsConnectionAway() throws Exception {
        CountDownLatch going = new CountDownLatch(1);
        server.then(Script.events("a", "b", "c", "d"), c -> c.eventStream().send("next").stall(going).send("!").end());
        Reader behind = Reader.of(onOneConnection, 1).awaitBegun();
        Reader next = Reader.of(onOneConnection).awaitBegun(); // so the connection was free, with b to d unread
        behind.exchange().cancel();
        assertThat(server.conversation().peerClosed()).failsWithin(Duration.ofMillis(100));
        going.countDown();
        assertThat(next.awaitText()).isEqualTo("next!");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void atAnyMomentAndFromAnyThreadThePoolStaysWhole() throws Exception {
        server.always(c -> c.eventStream().send("data: 1\n\n").dribble("data: 2\n\n", 3, Duration.ofNanos(200_000)).end());
        Random moments = new Random(3);
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Reader reader = Reader.of(i % 3 == 0 ? onOneConnection : call, 1 + moments.nextInt(4));
            readers.add(reader);
            LockSupport.parkNanos(moments.nextInt(2_000_000));
            reader.exchange().cancel();
        }
        assertThat(Reader.of(onOneConnection).awaitText()).isEqualTo("data: 1\n\ndata: 2\n\n");
        assertThat(Reader.of(call).awaitText()).isEqualTo("data: 1\n\ndata: 2\n\n");
    }

    private void cancelled(Reader reader, Conversation conversation) throws InterruptedException {
        long cancelled = System.nanoTime();
        reader.exchange().cancel();
        delays.add(cancelled, conversation.untilPeerCloses().nanoTime());
        assertThat(reader.isEnded()).as("a signal after the cancellation").isFalse();
    }
}
