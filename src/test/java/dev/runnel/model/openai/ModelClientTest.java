package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.LogCapture;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedServer;
import dev.runnel.testing.provider.OtherProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ModelClientProfile.class)
class ModelClientTest {

    private static final byte[] BODY = "{\"stream\":true}".getBytes(StandardCharsets.UTF_8);

    @Inject
    @RestClient
    ModelApi api;

    @Inject
    @RestClient
    KeylessApi keyless;

    @Inject
    @RestClient
    NarrowApi narrow;

    @Inject
    @RestClient
    Http2Api h2;

    @Inject
    @RestClient
    OtherProvider other;

    @Inject
    Config config;

    @Inject
    Vertx vertx;

    private ScriptedServer server;
    private Multi<Buffer> call;
    private LogCapture log;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start();
        log = LogCapture.start();
        call = client("model", api).responses(BODY);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        log.close();
        log.assertSilent();
    }

    private ModelClient client(String configKey, ModelApi api) {
        return new ModelClient(configKey, api, Timeouts.LONG, config, vertx).at(server.url());
    }

    @Test
    void theRequestCarriesBodyKeyAndMediaTypes() throws Exception {
        server.then(Script.events("data: x\n\n"));
        assertThat(Reader.of(call).awaitText()).isEqualTo("data: x\n\n");
        RecordedRequest request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /v1/responses HTTP/1.1");
        assertThat(request.text()).isEqualTo("{\"stream\":true}");
        assertThat(request.header("Accept")).contains("text/event-stream");
        assertThat(request.header("Content-Type")).contains("application/json");
        assertThat(request.header("Authorization")).contains("Bearer " + ModelClientProfile.KEY);
    }

    @Test
    void withoutAKeyThereIsNoAuthorizationHeader() throws Exception {
        server.then(Script.events("x"));
        Reader.of(client("keyless", keyless).responses(BODY)).awaitText();
        assertThat(server.requests().get(0).header("Authorization")).isEmpty();
    }

    @Test
    void anotherProviderHasItsOwnConfigurationAndKey() throws Exception {
        server.then(Script.events("x"));
        Reader.of(client("other", other).responses(BODY)).awaitText();
        assertThat(server.requests().get(0).header("Authorization")).contains("Bearer other-key-5678");
        assertThat(server.requests().get(0).header("x-team")).contains("red");
    }

    @Test
    void everyWayOfFramingGivesTheExactBytes() throws Exception {
        String text = "data: {\"a\":\"ä€😀\"}\r\n\r\n: comment\n\ndata: 2\n\n";
        long length = text.getBytes(StandardCharsets.UTF_8).length;
        String large = "data: " + "0123456789".repeat(100_000) + "\n\n";
        CountDownLatch late = new CountDownLatch(1);
        server.then(Script.events(text),
                c -> c.sized(200, "Text/Event-Stream; charset=utf-8", length).send(text),
                c -> c.goOn().eventStream().dribble(text, 1, Duration.ZERO).end(),
                c -> c.eventStream().dribble(large, 1400, Duration.ZERO).end(),
                c -> c.raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: " + length + "\r\n\r\n" + text),
                c -> c.stall(late).eventStream().send(text).end(),
                Script.events(),
                c -> c.untilClose(200, "text/event-stream").send(text).fin());
        assertThat(Reader.of(call).awaitText()).isEqualTo(text);
        assertThat(Reader.of(call).awaitText()).isEqualTo(text);
        assertThat(Reader.of(call).awaitText()).isEqualTo(text);
        assertThat(Reader.of(call).awaitText()).isEqualTo(large);
        assertThat(Reader.of(call).awaitText()).isEqualTo(text);
        Reader lateOne = Reader.of(call);
        late.countDown();
        assertThat(lateOne.awaitText()).isEqualTo(text);
        assertThat(Reader.of(call).awaitText()).isEmpty();
        assertThat(Reader.of(call).awaitText()).isEqualTo(text);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void fortySequentialCallsUseOneConnection() throws Exception {
        server.always(Script.events("data: 1\n\n", "data: [DONE]\n\n"));
        for (int i = 0; i < 20; i++) {
            Reader.of(call).awaitText();
        }
        for (int i = 0; i < 20; i++) {
            Reader.until("[DONE]", call).awaitText();
        }
        assertThat(server.requests()).hasSize(40);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aReaderThatHasAllItWantsLeavesTheConnectionForTheNextCall() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        server.then(c -> c.eventStream().send("data: [DONE]\n\n").stall(read).send("\n\n").end(), Script.events("next"));
        Multi<Buffer> onOneConnection = client("narrow", narrow).responses(BODY);
        Reader first = Reader.until("[DONE]", onOneConnection);
        first.awaitText();
        Reader second = Reader.of(onOneConnection);
        read.countDown();
        assertThat(second.awaitText()).isEqualTo("next");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(first.text()).isEqualTo("data: [DONE]\n\n");
    }

    @Test
    void aProviderThatGoesOnAfterItsLastEventIsCutOff() throws Exception {
        server.then(c -> c.eventStream().send("data: [DONE]\n\n").flood(new byte[1000], 100_000_000L),
                c -> c.eventStream().send("data: [DONE]\n\n").untilPeerCloses());
        Reader.until("[DONE]", call).awaitText();
        Conversation flooding = server.conversation();
        flooding.untilPeerCloses();
        assertThat(flooding.sent()).isLessThan(16_000_000L);

        long begun = System.nanoTime();
        Reader.until("[DONE]", call).awaitText();
        assertThat(Duration.ofNanos(server.conversation().untilPeerCloses().nanoTime() - begun))
                .isBetween(Duration.ofMillis(900), Duration.ofMillis(3000));
    }

    @Test
    void eightHundredShortCallsThirtyTwoAtATimeAllSucceed() {
        server.always(Script.events("data: 1\n\n", "data: [DONE]\n\n"));
        Multi<String> all = Multi.createFrom().items(IntStream.range(0, 800).boxed())
                .onItem().transformToUni(i -> call.collect().in(Buffer::buffer, Buffer::appendBuffer).map(Buffer::toString))
                .merge(32);
        assertThat(all.collect().asList().await().atMost(Duration.ofSeconds(20)))
                .hasSize(800).allMatch("data: 1\n\ndata: [DONE]\n\n"::equals);
        assertThat(server.connections()).isLessThanOrEqualTo(32);
    }

    @Test
    void aSubscriberThatAsksForNothingStopsTheReading() throws Exception {
        server.then(c -> c.eventStream().flood(new byte[64 * 1024], 100_000_000L).end());
        Reader reader = Reader.of(call, 0);
        Conversation conversation = server.conversation();
        await().pollInterval(Duration.ofMillis(200)).during(Duration.ofMillis(400))
                .until(new Unchanged(conversation::sent));
        assertThat(reader.items()).isZero();
        assertThat(conversation.sent()).isBetween(1L, 16_000_000L);

        reader.exchange().request(5);
        await().until(() -> reader.items() == 5);
        reader.exchange().request(2);
        await().during(Duration.ofMillis(100)).until(() -> reader.items() == 7);
        assertThat(conversation.sent()).isLessThan(16_000_000L);
        reader.exchange().cancel();
        conversation.untilPeerCloses();
    }

    @Test
    void oneChunkForEachRequestedAndTheEndWithoutAny() throws Exception {
        server.then(c -> c.eventStream().dribble("abcdefghij", 1, Duration.ofMillis(1)).end());
        Reader reader = Reader.of(call, 1);
        for (int i = 1; i <= 10 && !reader.isEnded(); i++) {
            int items = i;
            await().pollInterval(Duration.ofMillis(1)).until(() -> reader.items() == items || reader.isEnded());
            if (reader.text().length() < 10) {
                reader.exchange().request(1);
            }
        }
        assertThat(reader.awaitText()).isEqualTo("abcdefghij");
    }

    @Test
    void aDemandOfZeroIsAFailureAndEndsTheCall() throws Exception {
        server.then(c -> c.eventStream().send("x").untilPeerCloses());
        Reader reader = Reader.of(call, 1).awaitBegun();
        reader.exchange().request(0);
        reader.awaitFailure(IllegalArgumentException.class);
        server.conversation().untilPeerCloses();
    }

    @Test
    void everySubscriptionIsANewCallAndNoneMakesNoCall() throws Exception {
        server.always(Script.events("x"));
        assertThat(server.requests()).isEmpty();
        Reader.of(call).awaitText();
        Reader.of(call).awaitText();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void signalsComeOnTheSubscribersOwnContext() throws Exception {
        server.always(Script.events("a", "b"));
        for (Context context : new Context[] {((VertxInternal) vertx).createEventLoopContext(),
                ((VertxInternal) vertx).createEventLoopContext().duplicate()}) {
            CompletableFuture<Reader> reader = new CompletableFuture<>();
            context.runOnContext(v -> reader.complete(Reader.of(call)));
            assertThat(reader.get(5, TimeUnit.SECONDS).awaitText()).isEqualTo("ab");
            assertThat(reader.get().context()).isSameAs(context);
        }
    }

    @Test
    void aSubscriptionFromAWorkersContextIsServedByAnEventLoop() throws Exception {
        server.always(Script.events("a", "b"));
        CompletableFuture<Reader> reader = new CompletableFuture<>();
        ((VertxInternal) vertx).createWorkerContext().runOnContext(v -> reader.complete(Reader.of(call)));
        assertThat(reader.get(5, TimeUnit.SECONDS).awaitText()).isEqualTo("ab");
        assertThat(reader.get().context().isEventLoopContext()).isTrue();
    }

    @Test
    void aSubscriberThatThrowsEndsTheCall() throws Exception {
        server.then(c -> c.eventStream().send("x").untilPeerCloses());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        call.onItem().invoke(chunk -> {
            throw new IllegalStateException("mine");
        }).subscribe().with(chunk -> { }, failure::set);
        server.conversation().untilPeerCloses();
        await().untilAsserted(() -> assertThat(failure.get()).hasMessage("mine"));
    }

    @Test
    void overHttp2ManyCallsShareOneConnectionAndACancelledOneIsReset() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        AtomicInteger resets = new AtomicInteger();
        AtomicBoolean endless = new AtomicBoolean();
        HttpServer http2 = vertx.createHttpServer().connectionHandler(connection -> connections.incrementAndGet())
                .requestHandler(request -> {
                    HttpServerResponse response = request.response().putHeader("Content-Type", "text/event-stream");
                    response.exceptionHandler(reset -> resets.incrementAndGet());
                    request.body().onSuccess(body -> response.write("data: " + request.version()));
                    request.body().onSuccess(body -> vertx.setTimer(20, late -> {
                        if (!endless.get()) {
                            response.end("\n\n");
                        }
                    }));
                })
                .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        try {
            Multi<Buffer> calls = new ModelClient("h2", h2, Timeouts.LONG, config, vertx)
                    .at("http://127.0.0.1:" + http2.actualPort()).responses(BODY);
            Reader.of(calls).awaitText();
            List<Reader> readers = Stream.generate(() -> Reader.of(calls)).limit(20).toList();
            for (Reader reader : readers) {
                assertThat(reader.awaitText()).isEqualTo("data: HTTP_2\n\n");
            }
            endless.set(true);
            Reader cancelled = Reader.of(calls).awaitBegun();
            cancelled.exchange().cancel();
            await().pollInterval(Duration.ofMillis(1)).until(() -> resets.get() == 1);
            assertThat(connections).hasValue(1);
        } finally {
            http2.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }
}
