package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.chat.ChatAnswer;
import dev.runnel.model.chat.Golden;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks of bytes in, events out, for the Chat Completions API: how they are cut, and how they end. */
class ChatReadingTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Pattern MADE = Pattern.compile("_chat_[0-9a-f]+|\"created_at\":\\d+");
    private static final ModelRequest REQUEST = ModelRequest.of(List.of(new FunctionCall(JsonText.of(
            "{\"type\":\"function_call\",\"call_id\":\"call_used\",\"name\":\"foo\",\"arguments\":\"{}\"}"))));

    private static final String HI = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";
    private static final String STOP = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    static Stream<Golden> wholeAnswers() {
        return Golden.all().filter(Golden::isWhole);
    }

    static Stream<Golden> brokenAnswers() {
        return Golden.all().filter(golden -> !golden.isWhole());
    }

    /** Cut in two at every byte, in the middle of characters too. */
    @ParameterizedTest
    @MethodSource("wholeAnswers")
    void theEventsDoNotDependOnWhereTheBytesAreCut(Golden golden) {
        List<String> expected = alike(golden.events());
        byte[] bytes = golden.stream().getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            List<Buffer> chunks = List.of(Buffer.buffer(bytes).getBuffer(0, cut),
                    Buffer.buffer(bytes).getBuffer(cut, bytes.length));
            assertThat(alike(lines(read(chunks).awaitCompletion(LIMIT).getItems()))).as("cut at %s", cut)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("wholeAnswers")
    void theEventsAreTheSameByteByByte(Golden golden) {
        assertThat(alike(lines(read(split(golden.stream(), 1)).awaitCompletion(LIMIT).getItems())))
                .isEqualTo(alike(golden.events()));
    }

    @ParameterizedTest
    @MethodSource("brokenAnswers")
    void whatCameBeforeAFailureIsGivenBeforeIt(Golden golden) {
        AssertSubscriber<ModelEvent> subscriber = read(split(golden.stream(), 7));

        assertThat(subscriber.awaitFailure(LIMIT).getFailure()).isInstanceOf(ModelBehaviorException.class);
        List<String> expected = golden.events().stream().filter(line -> line.startsWith("< ")).toList();
        assertThat(alike(lines(subscriber.getItems()))).isEqualTo(alike(expected));
    }

    @Test
    void anEndWithoutAFinishReasonIsAFailureThatSaysSo() {
        assertThat(read(split(HI, 9)).awaitFailure(LIMIT).getFailure()).isInstanceOf(ModelBehaviorException.class)
                .hasMessage("The model's stream ended without a finish_reason and without [DONE]");
        assertThat(read(split(HI + "data: {\"choi", 9)).awaitFailure(LIMIT).getFailure())
                .hasMessageEndingWith(", in the middle of an event");
        assertThat(read(List.of()).awaitFailure(LIMIT).getFailure()).isInstanceOf(ModelBehaviorException.class);
    }

    @Test
    void aConnectionThatBreaksBehindTheFinishReasonTakesNothingAway() {
        Multi<Buffer> broken = Multi.createBy().concatenating().streams(Multi.createFrom().item(Buffer.buffer(HI + STOP)),
                Multi.createFrom().failure(new ModelConnectionException("it broke", new java.io.IOException())));

        assertThat(read(broken).awaitCompletion(LIMIT).getItems()).last().extracting(ModelEvent::type)
                .isEqualTo("response.completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "data: {\"choices\":[", "data: {}{}", "data: <html>", "data: [1]", "data: \"x\"", "data: [DONE]x"})
    void dataThatIsNotOneJsonObjectEndsTheStream(String record) {
        AssertSubscriber<ModelEvent> subscriber = read(List.of(Buffer.buffer(HI + record + "\n\n" + STOP + DONE)));

        assertThat(subscriber.awaitFailure(LIMIT).getFailure()).isInstanceOf(ModelBehaviorException.class)
                .hasMessageContaining("not one JSON object");
        assertThat(subscriber.getItems()).last().extracting(ModelEvent::type).isEqualTo("response.output_text.delta");
    }

    @Test
    void heartbeatsOfEveryKindAreNoEvents() {
        String stream = ": OPENROUTER PROCESSING\n\n" + HI + "data:\n\n" + "event: ping\n\n" + "data: {}\n\n" + STOP + DONE;

        assertThat(read(split(stream.replace("\n", "\r\n"), 5)).awaitCompletion(LIMIT).getItems())
                .extracting(ModelEvent::type).filteredOn(type -> type.endsWith(".delta")).hasSize(1);
    }

    @Test
    void whatFollowsTheEndIsNobodysBusiness() {
        String stream = HI + STOP + DONE + HI + "data: not json\n\n";

        assertThat(read(List.of(Buffer.buffer(stream))).awaitCompletion(LIMIT).getItems()).hasSize(9);
    }

    @Test
    void noChunkIsReadBeforeTheEventsOfTheOneBeforeWereTaken() {
        AtomicInteger read = new AtomicInteger();
        List<Buffer> chunks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            chunks.add(Buffer.buffer(HI + HI));
        }
        AssertSubscriber<ModelEvent> subscriber = stream(Multi.createFrom().iterable(chunks).onItem()
                .invoke(read::incrementAndGet)).subscribe().withSubscriber(AssertSubscriber.create(0));
        assertThat(read).hasValue(0);

        subscriber.awaitNextItems(8, LIMIT); // created, in_progress, item, part, and four deltas
        assertThat(read.get()).isBetween(2, 3);
        subscriber.cancel();
    }

    @Test
    void theEndIsToldWhenTheLastEventIsTakenAlsoLongAfterIt() {
        AssertSubscriber<ModelEvent> subscriber = stream(Multi.createFrom().item(Buffer.buffer(HI + STOP)))
                .subscribe().withSubscriber(AssertSubscriber.create(1));
        for (int i = 1; i < 9; i++) {
            subscriber.assertNotTerminated().awaitNextItems(1, LIMIT);
        }
        subscriber.awaitCompletion(LIMIT);
    }

    private static ResponseStream stream(Multi<Buffer> chunks) {
        return new ResponseStream(Uni.createFrom().item(chunks), out -> new ChatReading(ChatAnswer.to(REQUEST, out)));
    }

    private static AssertSubscriber<ModelEvent> read(List<Buffer> chunks) {
        return read(Multi.createFrom().iterable(chunks));
    }

    private static AssertSubscriber<ModelEvent> read(Multi<Buffer> chunks) {
        return stream(chunks).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    private static List<Buffer> split(String stream, int size) {
        Buffer all = Buffer.buffer(stream);
        List<Buffer> chunks = new ArrayList<>();
        for (int from = 0; from < all.length(); from += size) {
            chunks.add(all.getBuffer(from, Math.min(all.length(), from + size)));
        }
        return chunks;
    }

    private static List<String> lines(List<ModelEvent> events) {
        return events.stream().map(event -> "< " + event.json()).toList();
    }

    /** With the ids named by their order, so that those that are made anew are comparable. */
    private static List<String> alike(List<String> lines) {
        Map<String, String> names = new HashMap<>();
        return lines.stream().map(line -> MADE.matcher(line).replaceAll(
                made -> names.computeIfAbsent(made.group(), first -> "_made_" + names.size()))).toList();
    }
}
