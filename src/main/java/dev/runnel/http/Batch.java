package dev.runnel.http;

import dev.runnel.event.RawEvents;
import dev.runnel.event.StreamEvent;
import dev.runnel.sse.ByteBuilder;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;

/** The frames that leave in one write. Between batches it holds no memory. Not thread-safe. */
final class Batch {

    private static final int LARGEST_FIRST_GUESS = 32 * 1024;

    private final Frames frames;
    private final RawEvents mode;
    private ByteBuilder pending = new ByteBuilder(0);
    private int guess;

    Batch(Frames frames, RawEvents mode) {
        this.frames = frames;
        this.mode = mode;
    }

    Frames frames() {
        return frames;
    }

    /**
     * Adds an event's frame.
     *
     * @return its bytes; 0 for an event that is not to be written
     * @throws RuntimeException if the event cannot be encoded; nothing was added then
     */
    int add(StreamEvent event) {
        if (pending.length() == 0) {
            pending = new ByteBuilder(guess);
        }
        int start = pending.length();
        try {
            frames.append(event, mode, pending);
        } catch (RuntimeException unencodable) {
            pending.truncate(start);
            throw unencodable;
        }
        return pending.length() - start;
    }

    /** Takes all frames out, uncopied. */
    Buffer take() {
        ByteBuilder taken = pending;
        guess = Math.min(taken.length(), LARGEST_FIRST_GUESS);
        pending = new ByteBuilder(0);
        return Buffer.buffer(Unpooled.wrappedBuffer(taken.array(), 0, taken.length()));
    }
}
