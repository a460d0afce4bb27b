package dev.runnel.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * One server-sent event. Records are equal when their bytes are.
 * <p>
 * The arrays are neither copied on the way in nor on the way out, and the decoder lets records share those of {@code event}
 * and {@code lastEventId}: whoever makes a record gives its arrays away, and nobody changes them afterwards. The one
 * exception is {@code data} of a decoded record, which belongs to that record alone: who was handed the record may keep that
 * array as its own.
 *
 * @param event the value of the field {@code event}, empty when there was none (a browser then says {@code message})
 * @param data the values of the fields {@code data}, joined by LF
 * @param lastEventId the last {@code id} of the stream up to this record, empty when there was none
 */
public record SseRecord(byte[] event, byte[] data, byte[] lastEventId) {

    /** @throws NullPointerException where an array is null */
    public SseRecord {
        Objects.requireNonNull(event, "event must not be null; an empty array says that there is none");
        Objects.requireNonNull(data, "data must not be null");
        Objects.requireNonNull(lastEventId, "lastEventId must not be null; an empty array says that there is none");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SseRecord that && Arrays.equals(data, that.data) && Arrays.equals(event, that.event)
                && Arrays.equals(lastEventId, that.lastEventId);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(event) + Arrays.hashCode(data)) + Arrays.hashCode(lastEventId);
    }

    /** Names the event and the id; of the data, which may be long or private, only the length. */
    @Override
    public String toString() {
        return "SseRecord[event=" + text(event) + ", data=" + data.length + " bytes, lastEventId=" + text(lastEventId) + "]";
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
