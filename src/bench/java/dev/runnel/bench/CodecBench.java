package dev.runnel.bench;

import dev.runnel.event.AgentRef;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.RawEvents;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import dev.runnel.sse.ByteBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What writing one raw event costs, against only copying the model's bytes. */
final class CodecBench {

    private static final int EVENTS = 1000;
    private static final byte[] DELTA = utf8("{\"type\":\"response.output_text.delta\",\"sequence_number\":1234,"
            + "\"item_id\":\"msg_68a1f0c2d3e481929f3b5a7c6d8e9f01\",\"output_index\":0,\"content_index\":0,"
            + "\"delta\":\" penguin's\",\"logprobs\":[],\"obfuscation\":\"k3Jx9qLm\"}");
    private static final byte[] CREATED = utf8("{\"type\":\"response.created\",\"sequence_number\":0,"
            + "\"response\":{\"id\":\"resp_1\","
            + "\"status\":\"in_progress\",\"instructions\":\"" + "Be brief. ".repeat(100) + "\",\"output\":[],\"tools\":["
            + "{\"type\":\"function\",\"name\":\"how_many_jokes\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}]}}");

    private CodecBench() {
    }

    public static void main(String[] args) {
        print("a text delta", DELTA);
        print("a response.created", CREATED);
    }

    private static void print(String what, byte[] data) {
        EventOrigin origin = EventOrigin.of("run_4fQ9x2LmA7bZ0cVdEeRrTt", new AgentRef("Joker"));
        StreamEvent[] events = new StreamEvent[EVENTS];
        Arrays.setAll(events, i -> new RawResponsesStreamEvent(origin, i, ModelEvent.of(JsonText.object(data))));
        ByteBuilder out = new ByteBuilder(EVENTS * (data.length + 200));
        new Timing().add("copy", EVENTS, () -> copy(data, out))
                .add("write, full", EVENTS, () -> write(events, RawEvents.FULL, out))
                .add("write, redacted", EVENTS, () -> write(events, RawEvents.REDACTED, out))
                .print("Writing " + what + " of " + data.length + " bytes into a batch");
    }

    private static long copy(byte[] data, ByteBuilder out) {
        out.truncate(0);
        for (int i = 0; i < EVENTS; i++) {
            out.append(data);
        }
        return out.array()[out.length() - 3];
    }

    private static long write(StreamEvent[] events, RawEvents mode, ByteBuilder out) {
        out.truncate(0);
        for (StreamEvent event : events) {
            StreamEventCodec.write(event, mode, out);
        }
        return out.array()[out.length() - 3];
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
