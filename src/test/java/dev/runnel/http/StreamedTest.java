package dev.runnel.http;

import static dev.runnel.http.StreamedEndpoints.event;
import static dev.runnel.http.StreamedEndpoints.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.event.AgentRef;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import dev.runnel.testing.Delays;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StreamedTest {

    private static final String PATH = "/test/streamed";

    @Inject
    StreamedEndpoints endpoints;

    @TestHTTPResource("/")
    URI server;

    @AfterEach
    void theRequestScopesAreClosed() {
        await().untilAtomic(StreamedEndpoints.RequestScopedBean.ALIVE, org.hamcrest.Matchers.is(0));
    }

    @Test
    void headAndFramesAreThese() {
        serve(event(0), event(1));
        try (RawClient client = new RawClient(server).get(PATH)) {
            assertThat(client.head().split("\r\n")).containsExactlyInAnyOrder("HTTP/1.1 200 OK",
                    "Content-Type: text/event-stream",
                    "Cache-Control: no-cache, no-transform", "X-Accel-Buffering: no",
                    "transfer-encoding: chunked");
            assertThat(client.body()).isEqualTo(":\n\n" + frame(0) + frame(1));
        }
    }

    @Test
    void theFirstCommentComesBeforeAnyEvent() {
        endpoints.serve(() -> Multi.createFrom().nothing());
        try (RawClient client = new RawClient(server).get(PATH)) {
            client.head();
            assertThat(client.chunk()).isEqualTo(":\n\n");
        }
    }

    @Test
    void anEmptyStreamIsACommentAndAnEnd() {
        serve();
        try (RawClient client = new RawClient(server).get(PATH)) {
            client.head();
            assertThat(client.body()).isEqualTo(":\n\n");
        }
    }

    @Test
    void aBurstOfOneTurnIsOneChunk() {
        CompletableFuture<Consumer<StreamEvent>> emitting = new CompletableFuture<>();
        CompletableFuture<Context> loop = new CompletableFuture<>();
        endpoints.serve(() -> {
            loop.complete(Vertx.currentContext());
            return Multi.createFrom().emitter(emitter -> emitting.complete(emitter::emit));
        });
        try (RawClient client = new RawClient(server).get(PATH)) {
            client.head();
            assertThat(client.chunk()).isEqualTo(":\n\n");
            for (int burst = 0; burst < 3; burst++) {
                int first = burst * 20;
                loop.join().runOnContext(turn -> IntStream.range(first, first + 20)
                        .forEach(number -> emitting.join().accept(event(number))));
                assertThat(client.chunk()).isEqualTo(frames(first, first + 20));
            }
        }
    }

    @Test
    void theLastEventsAndTheEndAreOneWriteAfterTheComment() {
        serve(event(0), event(1), event(2));
        try (RawClient client = new RawClient(server).get(PATH)) {
            client.head();
            assertThat(List.of(client.chunk(), client.chunk(), client.chunk())).containsExactly(":\n\n", frames(0, 3), "");
        }
    }

    @Test
    void manyEventsFromManyThreadsComeInOrder() {
        int count = 3000;
        endpoints.serve(() -> Multi.createFrom().range(0, count)
                .emitOn(Infrastructure.getDefaultWorkerPool(), 1)
                .map(StreamedEndpoints::event));
        try (RawClient client = new RawClient(server).get(PATH)) {
            client.head();
            assertThat(client.body()).isEqualTo(":\n\n" + frames(0, count));
        }
    }

    @Test
    void aBlockingMethodStreamsToo() {
        endpoints.serve(() -> Multi.createFrom().range(0, 20_000).map(StreamedEndpoints::event));
        try (RawClient client = new RawClient(server).get(PATH + "/blocking")) {
            client.head();
            assertThat(client.body()).isEqualTo(":\n\n" + frames(0, 20_000));
        }
        assertThat(endpoints.threadName()).startsWith("executor-thread");
    }

    @Test
    void oneConnectionServesManyStreams() {
        serve(event(0), event(1));
        try (RawClient client = new RawClient(server)) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.get(PATH).head()).startsWith("HTTP/1.1 200 OK\r\n");
                assertThat(client.body()).isEqualTo(":\n\n" + frame(0) + frame(1));
            }
        }
    }

    @Test
    void aHeadRequestGetsTheHeadAndStartsNothing() {
        AtomicInteger subscribed = new AtomicInteger();
        endpoints.serve(() -> Multi.createFrom().items(event(0)).onSubscription().invoke(subscribed::incrementAndGet));
        try (RawClient client = new RawClient(server)) {
            assertThat(client.send("HEAD", PATH, "").head()).startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: text/event-stream\r\n").contains("Cache-Control: no-cache, no-transform\r\n");
            assertThat(subscribed).hasValue(0);
            client.get(PATH).head();
            assertThat(client.body()).isEqualTo(":\n\n" + frame(0));
        }
    }

    @Test
    void aFailureEndsTheResponseCleanlyAfterWhatCameBefore() {
        endpoints.serve(() -> Multi.createBy().concatenating().streams(Multi.createFrom().items(event(0), event(1)),
                Multi.createFrom().failure(new IllegalStateException("secret"))));
        try (RawClient client = new RawClient(server)) {
            client.get(PATH).head();
            assertThat(client.body()).isEqualTo(":\n\n" + frame(0) + frame(1));
            endpoints.serve(() -> Multi.createFrom().failure(new IllegalStateException("secret")));
            client.get(PATH).head();
            assertThat(client.body()).isEqualTo(":\n\n");
        }
    }

    @Test
    void anEventThatCannotBeEncodedEndsTheStreamAndLeavesNoHalfFrame() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        endpoints.serve(() -> Multi.createBy().concatenating()
                .streams(Multi.createFrom().items(event(0), event("run_\u00FC", 1, ""), event(2)), Multi.createFrom()
                .nothing())
                .onCancellation().invoke(() -> cancelled.complete(null)));
        try (RawClient client = new RawClient(server).get(PATH)) {
            client.head();
            assertThat(client.body()).isEqualTo(":\n\n" + frame(0));
        }
        assertThat(cancelled).succeedsWithin(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aClientThatLeavesCancelsWithin50Milliseconds(boolean reset) throws Exception {
        Delays delays = new Delays();
        for (int i = 0; i < 7; i++) {
            CompletableFuture<Long> cancelled = new CompletableFuture<>();
            endpoints.serve(() -> Multi.createBy().concatenating()
                    .streams(Multi.createFrom().items(event(0)), Multi.createFrom().<StreamEvent> nothing())
                    .onCancellation().invoke(() -> cancelled.complete(System.nanoTime())));
            RawClient client = new RawClient(server).get(PATH);
            client.head();
            client.until(frame(0));
            long left = System.nanoTime();
            if (reset) {
                client.reset();
            } else {
                client.close();
            }
            delays.add(left, cancelled.get(5, TimeUnit.SECONDS));
        }
        delays.assertMedianWithin(Duration.ofMillis(50));
    }

    @Test
    void aStalledReaderStopsTheDemandForSmallEvents() {
        // the kernel's buffers take some megabytes, then nothing moves
        assertThat(stalled(1000)).isLessThan(24L * 1024 * 1024);
    }

    @Test
    void aStalledReaderStopsTheDemandForLargeEventsAtTheirBytes() {
        assertThat(stalled(1024 * 1024)).isLessThan(24L * 1024 * 1024);
    }

    /** The bytes that were emitted until nothing moved; then reads on and sees it move again. */
    private long stalled(int size) {
        String text = "x".repeat(size);
        AtomicLong emitted = new AtomicLong();
        AtomicLong asked = new AtomicLong();
        endpoints.serve(() -> Multi.createFrom().range(0, Integer.MAX_VALUE)
                .onRequest().invoke(asked::addAndGet)
                .map(number -> {
                    emitted.incrementAndGet();
                    return event(number, text);
                }));
        try (RawClient client = new RawClient(server, 32 * 1024).get(PATH)) {
            client.head();
            long[] before = { -1 };
            await().pollInterval(300, TimeUnit.MILLISECONDS).atMost(20, TimeUnit.SECONDS).until(() -> {
                long last = before[0];
                before[0] = emitted.get();
                return last == before[0];
            });
            assertThat(emitted.get()).isEqualTo(asked.get());
            long stopped = emitted.get();
            long read = 0;
            while (emitted.get() < stopped + 10 && read < 64L * 1024 * 1024) {
                read += client.chunk().length();
            }
            assertThat(emitted.get()).isGreaterThanOrEqualTo(stopped + 10);
            return stopped * size;
        }
    }

    @Test
    void whatTheModelEchoesOfTheAgentIsCutOut() {
        serve(new RawResponsesStreamEvent(EventOrigin.of("run_1", new AgentRef("Tester")), 0, ModelEvent.of(JsonText.of(
                "{\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"instructions\":\"secret\","
                        + "\"tools\":[{}],\"x\":1}}"))));
        try (RawClient client = new RawClient(server).get(PATH)) {
            client.head();
            assertThat(client.body()).contains("\"id\":\"r\"", "\"x\":1").doesNotContain("secret", "tools");
        }
    }

    @Test
    void whereSeveralTypesAreProducedTheAcceptHeaderDecides() {
        serve(event(0));
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get(PATH + "/several", "Accept: */*").head()).contains("Content-Type: text/event-stream");
            assertThat(client.body()).isEqualTo(":\n\n" + frame(0));
            assertThat(client.get(PATH + "/several", "Accept: text/html").head()).startsWith("HTTP/1.1 406 ");
        }
    }

    @Test
    void linesHaveAHeadAtOnceAndAreOneEventEach() {
        endpoints.serve(() -> Multi.createFrom().nothing());
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get(PATH + "/ndjson").head()).startsWith("HTTP/1.1 200 OK\r\n");
        }
        serve(event(0), event(1));
        try (RawClient client = new RawClient(server)) {
            assertThat(client.send("HEAD", PATH + "/ndjson", "").head()).startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: application/x-ndjson\r\n");
            client.get(PATH + "/ndjson").head();
            assertThat(client.body()).isEqualTo(line(0) + line(1));
            serve();
            client.get(PATH + "/ndjson").head();
            assertThat(client.body()).isEmpty();
        }
    }

    private static String line(int number) {
        String frame = StreamedEndpoints.frame(number);
        return frame.substring(frame.indexOf("data: ") + 6, frame.length() - 1);
    }

    @Test
    void aMethodThatProducesSomethingElseIsTold() {
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get(PATH + "/lines").head()).startsWith("HTTP/1.1 500 ");
        }
    }

    private void serve(StreamEvent... events) {
        endpoints.serve(() -> Multi.createFrom().items(events));
    }

    private static String frames(int from, int to) {
        return IntStream.range(from, to).mapToObj(StreamedEndpoints::frame).collect(Collectors.joining());
    }
}
