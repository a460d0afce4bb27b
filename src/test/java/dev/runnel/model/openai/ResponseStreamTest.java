package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ResponseTextDeltaEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks in, events out: what a provider may send, and what it must not. */
class ResponseStreamTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final String CREATED = "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{}}\n\n";
    private static final String DELTA = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"hi\"}\n\n";
    private static final String COMPLETED = "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[]}}\n\n";

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 7, 64, 1400 })
    void eventsDoNotDependOnTheChunks(int size) {
        AssertSubscriber<ModelEvent> subscriber = read(split(CREATED + ": a heartbeat\n\n" + DELTA.repeat(3) + COMPLETED, size));

        subscriber.awaitCompletion(LIMIT);

        assertThat(subscriber.getItems()).extracting(ModelEvent::type).containsExactly("response.created",
                "response.output_text.delta", "response.output_text.delta", "response.output_text.delta", "response.completed");
        assertThat(((ResponseTextDeltaEvent) subscriber.getItems().get(1)).delta()).isEqualTo("hi");
    }

    @Test
    void crlfCommentsAndTheOlderClosingWordAreUnderstood() {
        String stream = (": keep-alive\n\n" + CREATED + DELTA + "data: [DONE]\n\n" + COMPLETED).replace("\n", "\r\n");

        assertThat(read(split(stream, 5)).awaitCompletion(LIMIT).getItems()).hasSize(3);
    }

    @Test
    void whatFollowsTheTerminalEventIsNobodysBusiness() {
        assertThat(read(List.of(Buffer.buffer(DELTA + COMPLETED + DELTA + "data: not json\n\n"))).awaitCompletion(LIMIT).getItems())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "data: {\"type\":\"response.output_text.delta\",\"del", "data: [DONE]\n\n", ": comment\n" })
    void anEndWithoutATerminalEventIsAFailureAfterWhatHadCome(String rest) {
        AssertSubscriber<ModelEvent> subscriber = read(split(CREATED + DELTA + rest, 11));

        assertThat(subscriber.awaitFailure(LIMIT).getFailure()).isInstanceOf(ModelBehaviorException.class)
                .hasMessageContaining("without a terminal event");
        assertThat(subscriber.getItems()).hasSize(2);
    }

    /** Rule 8 of the events: none of these may reach a reader, whose frame or envelope it would break. */
    @ParameterizedTest
    @ValueSource(strings = {
            "data: {\"type\":\"x\"}{\"type\":\"y\"}",
            "data: {\"type\":\"x\"}}",
            "data: {\"type\":\"x\",\"a\":\"unclosed}",
            "data: {\"type\":\"x\",\"a\":[}",
            "data: [1,2,3]",
            "data: \"text\"",
            "data: null",
            "data: <html>",
            "data: {\"type\":\"x\",\"type\":\"run_updated_stream_event\"}",
            "data: {\"type\":\"x\"} trailing",
            "data: {\"type\":\"x\",\"a\":\"line\ndata: break\"}",
            "data: {\"a\":1}",
            "data: {\"type\":7}",
    })
    void dataThatIsNotOneJsonObjectWithATypeEndsTheStream(String record) {
        AssertSubscriber<ModelEvent> subscriber = read(List.of(Buffer.buffer(CREATED + record + "\n\n" + COMPLETED)));

        assertThat(subscriber.awaitFailure(LIMIT).getFailure()).isInstanceOf(ModelBehaviorException.class);
        assertThat(subscriber.getItems()).extracting(ModelEvent::type).containsExactly("response.created");
    }

    @Test
    void dataThatIsNoUtf8EndsTheStream() {
        Buffer broken = Buffer.buffer("data: {\"type\":\"x\",\"a\":\"").appendByte((byte) 0xC3).appendString("\"}\n\n");

        assertThat(read(List.of(broken)).awaitFailure(LIMIT).getFailure()).isInstanceOf(ModelBehaviorException.class);
    }

    @Test
    void lineBreaksBetweenMembersBecomeSpaces() {
        String pretty = "data: {\ndata:   \"type\": \"response.output_text.delta\",\ndata:   \"delta\": \"hi\"\ndata: }\n\n";

        ModelEvent event = read(List.of(Buffer.buffer(pretty + COMPLETED))).awaitCompletion(LIMIT).getItems().get(0);

        assertThat(event.json().toString()).doesNotContain("\n").contains("\"delta\": \"hi\"");
    }

    @Test
    void aRecordBeyondTheLimitIsAClearFailure() {
        Buffer mebibyte = Buffer.buffer("x".repeat(1 << 20));
        List<Buffer> endless = new ArrayList<>();
        endless.add(Buffer.buffer("data: "));
        for (int i = 0; i < 20; i++) {
            endless.add(mebibyte);
        }

        assertThat(read(endless).awaitFailure(LIMIT).getFailure()).isInstanceOf(ModelBehaviorException.class)
                .hasMessageContaining("too large");
    }

    @Test
    void noChunkIsReadBeforeTheOneBeforeWasTaken() {
        AtomicInteger read = new AtomicInteger();
        List<Buffer> chunks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            chunks.add(Buffer.buffer(DELTA + DELTA));
        }
        AssertSubscriber<ModelEvent> subscriber = new ResponseStream(Uni.createFrom().item(
                Multi.createFrom().iterable(chunks).onItem().invoke(read::incrementAndGet)))
                .subscribe().withSubscriber(AssertSubscriber.create(0));
        assertThat(read).hasValue(0);

        subscriber.awaitNextItems(5, LIMIT);

        assertThat(read.get()).isBetween(3, 4);
        subscriber.cancel();
    }

    @Test
    void theEndIsToldWhenTheLastEventIsTakenAlsoLongAfterIt() {
        AssertSubscriber<ModelEvent> subscriber = new ResponseStream(Uni.createFrom().item(
                Multi.createFrom().items(Buffer.buffer(DELTA + COMPLETED))))
                .subscribe().withSubscriber(AssertSubscriber.create(1));

        subscriber.awaitItems(1, LIMIT).assertNotTerminated();
        subscriber.request(1);

        assertThat(subscriber.awaitCompletion(LIMIT).getItems()).hasSize(2);
    }

    @Test
    void aCancelledStreamSignalsNothingMore() {
        AssertSubscriber<ModelEvent> subscriber = new ResponseStream(Uni.createFrom().item(
                Multi.createFrom().items(Buffer.buffer(DELTA + DELTA), Buffer.buffer(COMPLETED))))
                .subscribe().withSubscriber(AssertSubscriber.create(1));

        subscriber.cancel();
        subscriber.request(10);

        assertThat(subscriber.getItems()).hasSize(1);
        subscriber.assertNotTerminated();
    }

    private static AssertSubscriber<ModelEvent> read(List<Buffer> chunks) {
        return new ResponseStream(Uni.createFrom().item(Multi.createFrom().iterable(chunks)))
                .subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static List<Buffer> split(String stream, int size) {
        Buffer all = Buffer.buffer(stream);
        List<Buffer> chunks = new ArrayList<>();
        for (int from = 0; from < all.length(); from += size) {
            chunks.add(all.getBuffer(from, Math.min(all.length(), from + size)));
        }
        return chunks;
    }
}
