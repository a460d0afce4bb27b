package dev.runnel.http;

import dev.runnel.event.RawEvents;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.sse.ByteBuilder;
import dev.runnel.sse.SseEncoder;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;

/** How events become bytes on a response: the one place. A further encoding is a further constant. */
enum Frames {

    /** Server-sent events, WHATWG HTML 9.2: {@code id}, {@code event} and one line of {@code data}, ended by LF. */
    SSE(MediaType.SERVER_SENT_EVENTS, SseEncoder.comment(""), SseEncoder.comment("")) {

        @Override
        boolean append(StreamEvent e, RawEvents mode, ByteBuilder out) {
            int start = out.length();
            SseEncoder.beginId(out);
            out.ascii(e.runId()).append((byte) ':').decimal(e.sequenceNumber());
            SseEncoder.beginEvent(out);
            out.ascii(e.type());
            SseEncoder.beginData(out);
            if (!StreamEventCodec.write(e, mode, out)) {
                out.truncate(start);
                return false;
            }
            SseEncoder.end(out);
            return true;
        }
    },

    /** Server-sent events that have {@code data} only, as AgentCore Runtime's contract shows them. */
    DATA(MediaType.SERVER_SENT_EVENTS, new byte[0], SseEncoder.comment("")) {

        @Override
        boolean append(StreamEvent e, RawEvents mode, ByteBuilder out) {
            int start = out.length();
            SseEncoder.beginDataOnly(out);
            if (!StreamEventCodec.write(e, mode, out)) {
                out.truncate(start);
                return false;
            }
            SseEncoder.end(out);
            return true;
        }
    },

    /** One event's JSON per line. The empty line of a long silence is the only one that is no event. */
    NDJSON(Frames.LINES, new byte[0], new byte[] { '\n' }) {

        @Override
        boolean append(StreamEvent e, RawEvents mode, ByteBuilder out) {
            if (!StreamEventCodec.write(e, mode, out)) {
                return false;
            }
            out.append((byte) '\n');
            return true;
        }
    };

    static final String LINES = "application/x-ndjson";

    private final String mediaType;
    private final MediaType type;
    private final byte[] opening;
    private final byte[] comment;

    Frames(String mediaType, byte[] opening, byte[] comment) {
        this.mediaType = mediaType;
        this.type = MediaType.valueOf(mediaType);
        this.opening = opening;
        this.comment = comment;
    }

    /**
     * Appends an event's frame.
     *
     * @return false if {@code mode} does not let the event pass; nothing was appended then
     */
    abstract boolean append(StreamEvent event, RawEvents mode, ByteBuilder out);

    /** What opens a stream; may be empty. */
    Buffer opening() {
        return Buffer.buffer(opening);
    }

    /** What breaks a long silence. */
    Buffer comment() {
        return Buffer.buffer(comment);
    }

    /** Without parameters. */
    String mediaType() {
        return mediaType;
    }

    boolean fits(MediaType produced) {
        return !produced.isWildcardSubtype() && type.isCompatible(produced);
    }

    static List<String> mediaTypes() {
        return Arrays.stream(values()).map(Frames::mediaType).distinct().toList();
    }
}
