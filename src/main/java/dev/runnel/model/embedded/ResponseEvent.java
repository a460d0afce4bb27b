package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sse.SseEncoder;
import dev.runnel.sse.SseRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * One event of an answer.
 *
 * @param json the event; its type names the server-sent event too
 * @param pause how long it waits, beyond the pace
 */
record ResponseEvent(ObjectNode json, Duration pause) {

    private static final byte[] NO_ID = {};

    ResponseEvent {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(pause, "pause");
    }

    ResponseEvent(ObjectNode json) {
        this(json, Duration.ZERO);
    }

    ResponseEvent after(Duration wait) {
        return new ResponseEvent(json, wait);
    }

    String type() {
        return json.path("type").asText();
    }

    /** Whether it waits for its turn in the pace; all others follow at once. */
    boolean isPaced() {
        return type().endsWith(".delta");
    }

    byte[] frame() {
        return SseEncoder.encode(new SseRecord(type().getBytes(StandardCharsets.US_ASCII), Tree.bytes(json), NO_ID));
    }
}
