package dev.runnel.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.model.JsonText;
import dev.runnel.sse.ByteBuilder;
import dev.runnel.sse.SseDecoder;
import dev.runnel.sse.SseEncoder;
import dev.runnel.sse.SseRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** What reading, proving and writing one text delta costs, against only copying its bytes; and one large record. */
final class SseBench {

    private static final int EVENTS = 1000;
    private static final int PACKET = 1400;
    private static final byte[] DELTA = utf8("{\"type\":\"response.output_text.delta\",\"sequence_number\":1234,"
            + "\"item_id\":\"msg_68a1f0c2d3e481929f3b5a7c6d8e9f01\",\"output_index\":0,\"content_index\":0,"
            + "\"delta\":\" penguin's\",\"logprobs\":[],\"obfuscation\":\"k3Jx9qLm\"}");
    private static final byte[] NAME = utf8("response.output_text.delta");

    private long seen;

    private SseBench() {
    }

    public static void main(String[] args) {
        new SseBench().run();
    }

    private void run() {
        byte[] frame = SseEncoder.encode(new SseRecord(NAME, DELTA, new byte[0]));
        byte[] stream = utf8(new String(frame, StandardCharsets.UTF_8).repeat(EVENTS));
        ObjectMapper mapper = new ObjectMapper();
        JsonFactory factory = mapper.getFactory();
        ByteBuilder out = new ByteBuilder(EVENTS * (frame.length + 32));

        new Timing().add("copy", EVENTS, () -> copy(stream, frame.length))
                .add("decode", EVENTS, () -> decode(stream, record -> seen += record.data().length))
                .add("decode, JsonText", EVENTS, () -> decode(stream, record -> prove(record.data())))
                .add("decode, JsonText, delta as a string", EVENTS,
                        () -> decode(stream, record -> seen += JsonText.object(record.data()).string("delta").get().length()))
                .add("decode, Jackson tree", EVENTS, () -> decode(stream, record -> tree(mapper, record.data())))
                .print("A text delta of " + DELTA.length + " bytes, in packets of " + PACKET);

        new Timing().add("copy", EVENTS, () -> repeat(() -> DELTA.clone().length))
                .add("JsonText", EVENTS, () -> repeat(() -> prove(DELTA)))
                .add("Jackson, tokens", EVENTS, () -> repeat(() -> tokens(factory, DELTA)))
                .print("JSON alone");

        new Timing().add("copy", EVENTS, () -> repeat(() -> frame.clone().length))
                .add("encode a record", EVENTS,
                        () -> repeat(() -> SseEncoder.encode(new SseRecord(NAME, DELTA, new byte[0])).length))
                .add("encode into a batch, in pieces", EVENTS, () -> pieces(out))
                .print("Writing");

        byte[] large = utf8("data: {\"type\":\"response.completed\",\"x\":\"" + "x".repeat(1 << 20) + "\"}\n\n");
        new Timing().add("copy", 1, () -> large.clone().length)
                .add("decode", 1, () -> decode(large, record -> seen += record.data().length))
                .add("decode, JsonText", 1, () -> decode(large, record -> prove(record.data())))
                .print("A record of 1 MiB, in packets of " + PACKET);
    }

    private long decode(byte[] stream, Consumer<SseRecord> records) {
        SseDecoder decoder = new SseDecoder();
        for (int at = 0; at < stream.length; at += PACKET) {
            decoder.decode(stream, at, Math.min(PACKET, stream.length - at), records);
        }
        return seen;
    }

    private long prove(byte[] json) {
        JsonText text = JsonText.object(json);
        seen += text.type().get().length() + text.length();
        return seen;
    }

    private void tree(ObjectMapper mapper, byte[] json) {
        try {
            seen += mapper.readTree(json).get("type").textValue().length();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long tokens(JsonFactory factory, byte[] json) {
        long count = 0;
        try (JsonParser parser = factory.createParser(json)) {
            while (parser.nextToken() != null) {
                count++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    private static long copy(byte[] stream, int size) {
        long sum = 0;
        for (int at = 0; at < stream.length; at += size) {
            sum += Arrays.copyOfRange(stream, at, at + size)[size - 3];
        }
        return sum;
    }

    private static long pieces(ByteBuilder out) {
        out.truncate(0);
        for (int i = 0; i < EVENTS; i++) {
            SseEncoder.beginId(out);
            out.ascii("run_4fQ9x2LmA7bZ0cVdEeRrTt:").decimal(i);
            SseEncoder.beginEvent(out);
            out.append(NAME);
            SseEncoder.beginData(out);
            out.append(DELTA);
            SseEncoder.end(out);
        }
        return out.array()[out.length() - 3];
    }

    private static long repeat(Timing.Work work) {
        long sum = 0;
        for (int i = 0; i < EVENTS; i++) {
            sum += work.run();
        }
        return sum;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
