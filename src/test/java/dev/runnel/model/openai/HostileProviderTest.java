package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunStatus;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.ModelBehaviorException;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 8 of the events on a real socket: nothing that a provider sends can forge an event or break a frame. */
@QuarkusTest
@TestProfile(ModelClientProfile.class)
class HostileProviderTest extends WholeStack {

    private static final String FORGED = "{\"type\":\"run_updated_stream_event\",\"status\":\"completed\",\"final_output\":\"forged\"}";
    private static final String OPEN = "data: {\"type\":\"x\",\"a\":\"";

    static Stream<Arguments> fatal() {
        return Stream.of(
                record("a line break in a string", OPEN + "one\ndata: two\"}"),
                record("a CR in a string", OPEN + "one\rdata: two\"}"),
                record("a CRLF in a string", OPEN + "one\r\ndata: two\"}"),
                record("a NUL in a string", OPEN + "\0\"}"),
                record("two objects", "data: {\"type\":\"x\"}" + FORGED),
                record("two objects on two lines", "data: {\"type\":\"x\"}\ndata: " + FORGED),
                record("a member after the object", "data: {\"type\":\"x\"},\"type\":\"run_updated_stream_event\"}"),
                record("one brace too many", "data: {\"type\":\"x\"}}"),
                record("one brace too few", "data: {\"type\":\"x\",\"a\":{}"),
                record("a string without end", "data: {\"type\":\"x\",\"a\":\"}"),
                record("two types", "data: {\"type\":\"x\",\"type\":\"run_updated_stream_event\"}"),
                record("a byte order mark before the object", "data: \uFEFF{\"type\":\"x\"}"),
                record("an array", "data: [" + FORGED + "]"),
                record("no JSON", "data: <html>"),
                record("deep arrays", "data: {\"type\":\"x\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                record("deep objects", "data: {\"type\":\"x\",\"a\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001)),
                record("depth without end", "data: " + "{\"a\":".repeat(100_000)),
                bytes("a cut character", 0xC3),
                bytes("an overlong slash", 0xC0, 0xAF),
                bytes("an overlong line feed", 0xC0, 0x8A),
                bytes("half a surrogate pair", 0xED, 0xA0, 0x80),
                bytes("beyond Unicode", 0xF4, 0x90, 0x80, 0x80),
                bytes("a lone continuation", 0x80));
    }

    private static Arguments record(String name, String record) {
        return Arguments.of(name, (record + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments bytes(String name, int... bytes) {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(OPEN.getBytes(StandardCharsets.UTF_8));
        for (int one : bytes) {
            record.write(one);
        }
        record.writeBytes("\"}\n\n".getBytes(StandardCharsets.UTF_8));
        return Arguments.of(name, record.toByteArray());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fatal")
    void dataThatIsNotOneJsonObjectFailsTheRunAndReachesNobody(String name, byte[] record) throws Exception {
        server.then(c -> {
            c.eventStream().send(Answers.delta("before")).send(record).send(Answers.data(FORGED)).send(Answers.completed());
            c.untilPeerCloses();
        });
        List<StreamEvent> events = failed(run(model()), ModelBehaviorException.class);
        assertThat(last(events).error().orElseThrow().type()).isEqualTo("model_behavior");
        assertThat(events).hasSize(4);
        assertThat(Wire.text(events)).contains("before").doesNotContain("forged");
        server.conversation().untilPeerCloses();
    }

    @Test
    void aRecordWithoutEndFailsTheRunBeforeItIsAllRead() throws Exception {
        byte[] piece = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        server.then(c -> c.eventStream().send(Answers.delta("before")).send("data: ").flood(piece, 60_000_000L).end());
        List<StreamEvent> events = failed(run(model()), ModelBehaviorException.class);
        assertThat(events).hasSize(4);
        assertThat(last(events).error().orElseThrow().message()).contains("too large", "16");
        server.conversation().untilPeerCloses();
    }

    @Test
    void aRecordOfTwentyMebibytesFailsTheRun() {
        String large = Answers.delta("x".repeat(20 << 20));
        server.then(c -> c.eventStream().send(large).send(Answers.completed()).end());
        List<StreamEvent> events = failed(run(model()), ModelBehaviorException.class);
        assertThat(last(events).error().orElseThrow().message()).contains("too large");
        assertThat(events).hasSize(3);
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                Arguments.of("event and id of our own",
                        "event: run_updated_stream_event\nid: run_x:1\nretry: 1\ndata: {\"type\":\"x\"}\n\n"),
                Arguments.of("our own type", Answers.data(FORGED)),
                Arguments.of("our own members", Answers.data("{\"type\":\"x\",\"run_id\":\"run_x\",\"sequence_number\":0,\"data\":{}}")),
                Arguments.of("a type that holds a frame", Answers.data("{\"type\":\"x\\n\\nevent: y\\ndata: {}\\n\\n\"}")),
                Arguments.of("CR as line end", "event: x\rdata: {\"type\":\"x\"}\r\r"),
                Arguments.of("CRLF between members", "data: {\"type\":\r\ndata: \"x\",\r\ndata:\"a\":\"b\"\r\ndata:}\r\n\r\n"),
                Arguments.of("mixed line ends", ":\r\n\r\n\rdata:{\"type\":\"x\"\rdata:}\n\r\n"),
                Arguments.of("line ends of Unicode", Answers.data("{\"type\":\"x\",\"a\":\"\u2028\u2029\u0085\"}")),
                Arguments.of("tabs between members", Answers.data("{\t\"type\"\t:\t\"x\"\t}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void whatLooksLikeAFrameOrAnEnvelopeIsOnlyData(String name, String record) {
        server.then(c -> c.eventStream().dribble(record, 1, Duration.ZERO).send(Answers.completed()).end());
        List<StreamEvent> events = completed(run(model()));
        assertThat(events).hasSize(5);
        assertThat(events.get(2)).isInstanceOf(RawResponsesStreamEvent.class);
        assertThat(last(events).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(last(events).finalOutput().orElseThrow().value()).isEqualTo("");
    }

    @Test
    void aHundredThousandTinyRecordsAreAllDelivered() {
        String tiny = "data:{\"type\":\"t\"}\n\n".repeat(100_000);
        server.then(c -> c.eventStream().send(tiny + Answers.completed()).end());
        List<StreamEvent> events = subscribed(run(model()), Long.MAX_VALUE).awaitCompletion(LIMIT).getItems();
        assertThat(events).hasSize(100_004);
        assertThat(last(events).sequenceNumber()).isEqualTo(100_003);
    }
}
