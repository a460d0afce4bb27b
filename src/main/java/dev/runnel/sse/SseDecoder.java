package dev.runnel.sse;

import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads an event stream from chunks of any size to records, after the WHATWG HTML standard, sections 9.2.5 (parsing) and
 * 9.2.6 (interpreting an event stream). How the bytes are split does not change the records. Bytes are not checked to be
 * UTF-8: the standard replaces what is not, here that is left to whoever makes text of a record.
 * <p>
 * Time is linear in the bytes; held are only the fields of one record and its unfinished line, up to a limit. One decoder
 * reads one stream, by one thread at a time.
 */
public final class SseDecoder {

    /** The bytes that a record may take where nothing else is said: 16 MiB. */
    public static final int DEFAULT_RECORD_LIMIT = 16 * 1024 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int KEPT_CAPACITY = 64 * 1024;

    private final Fields fields = new Fields();
    private final int limit;

    /** The beginning of a line whose end has not come; of a comment only the colon. */
    private ByteBuilder line = new ByteBuilder();
    private int markSeen; // bytes of the leading byte order mark, its length also when there is none or it is over
    private boolean afterCr; // a LF that comes next belongs to the line end before it
    private boolean failed;

    /** A decoder whose records take up to {@link #DEFAULT_RECORD_LIMIT}. */
    public SseDecoder() {
        this(DEFAULT_RECORD_LIMIT);
    }

    /**
     * @param recordLimit the bytes that may be held for one record: its fields, and the line that is being read
     * @throws IllegalArgumentException where it is below 1
     */
    public SseDecoder(int recordLimit) {
        if (recordLimit < 1) {
            throw new IllegalArgumentException("recordLimit is " + recordLimit + ", but must be 1 or more bytes");
        }
        limit = recordLimit;
    }

    /**
     * Reads on, and hands over each record as soon as its last byte was seen, in order, before this returns. The chunk is
     * not kept. A consumer must not call the decoder; what it throws comes out of here, the rest of the chunk is lost then,
     * and the decoder is of no further use.
     *
     * @throws SseLimitException where a record takes more than the limit; those before it were handed over, and every later
     *         call fails in the same way
     * @throws IndexOutOfBoundsException where the range is not within {@code chunk}
     */
    public void decode(byte[] chunk, int offset, int length, Consumer<? super SseRecord> records) {
        Objects.checkFromIndexSize(offset, length, chunk.length);
        if (failed) {
            throw new SseLimitException(limit);
        }
        int end = offset + length;
        int start = skipByteOrderMark(chunk, offset, end);
        while (start < end) {
            if (afterCr) {
                afterCr = false;
                if (chunk[start] == '\n') {
                    start++;
                    continue;
                }
            }
            int lineEnd = LineEnds.next(chunk, start, end);
            if (lineEnd == end) {
                keep(chunk, start, end);
                return;
            }
            afterCr = chunk[lineEnd] == '\r';
            if (line.length() == 0) {
                line(chunk, start, lineEnd, records);
            } else {
                keep(chunk, start, lineEnd);
                line(line.array(), 0, line.length(), records);
                line.truncate(0);
                if (line.array().length > KEPT_CAPACITY) {
                    line = new ByteBuilder();
                }
            }
            start = lineEnd + 1;
        }
    }

    /** The last valid {@code retry} of the stream so far, in milliseconds, cut to the largest {@code long}. */
    public OptionalLong retry() {
        return fields.retry();
    }

    /**
     * Whether a stream that ended here was cut off: a line has no end, or an {@code event}, {@code data} or {@code id} waits
     * for the blank line that completes a record. The standard drops such a record.
     */
    public boolean isTruncated() {
        boolean withinMark = markSeen > 0 && markSeen < BYTE_ORDER_MARK.length;
        return withinMark || line.length() > 0 || fields.isPending();
    }

    /** "The UTF-8 decode algorithm strips one leading UTF-8 Byte Order Mark (BOM), if any", 9.2.5. */
    private int skipByteOrderMark(byte[] chunk, int offset, int end) {
        int i = offset;
        while (markSeen < BYTE_ORDER_MARK.length && i < end) {
            if (chunk[i] != BYTE_ORDER_MARK[markSeen]) {
                line.append(BYTE_ORDER_MARK, 0, markSeen);
                markSeen = BYTE_ORDER_MARK.length;
                return i;
            }
            markSeen++;
            i++;
        }
        return i;
    }

    private void line(byte[] bytes, int from, int to, Consumer<? super SseRecord> records) {
        if (from == to) {
            SseRecord complete = fields.complete();
            if (complete != null) {
                records.accept(complete);
            }
        } else if (bytes[from] != ':') {
            checkLimit(to - from);
            fields.add(bytes, from, to);
        }
    }

    private void keep(byte[] chunk, int from, int to) {
        if (line.length() > 0 && line.array()[0] == ':') {
            return;
        }
        if (line.length() == 0 && chunk[from] == ':') {
            line.append((byte) ':');
            return;
        }
        checkLimit((long) line.length() + to - from);
        line.append(chunk, from, to - from);
    }

    private void checkLimit(long lineLength) {
        if (lineLength + fields.held() > limit) {
            failed = true;
            line = new ByteBuilder(0);
            fields.clear();
            throw new SseLimitException(limit);
        }
    }
}
