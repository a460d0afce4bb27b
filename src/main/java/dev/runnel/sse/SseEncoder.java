package dev.runnel.sse;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Writes records in the form {@code id: x\nevent: y\ndata: z\n\n}, always with LF, and without the lines of an empty id or
 * event. A reader goes on with the id before where a record has none: {@link SseRecord#lastEventId()}.
 * <p>
 * For a writer that assembles the fields itself there are the pieces {@link #beginId}, {@link #beginEvent}, {@link
 * #beginData} and {@link #end}, to be called in this order. It sees to it that what it appends between them holds no CR and
 * no LF.
 */
public final class SseEncoder {

    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("event: ");
    private static final byte[] DATA = ascii("data: ");
    private static final byte[] COMMENT = ascii(": ");
    private static final byte[] NEXT_EVENT = ascii("\nevent: ");
    private static final byte[] NEXT_DATA = ascii("\ndata: ");
    private static final byte[] END = ascii("\n\n");

    private SseEncoder() {
    }

    /**
     * The bytes of a record, in an array of just their size. Line breaks within the data (LF, CR, CRLF) make several data
     * lines, and so a reader sees each as LF.
     *
     * @throws IllegalArgumentException where the id holds CR, LF or NUL, or the event CR or LF: they would end the field
     */
    public static byte[] encode(SseRecord record) {
        byte[] data = record.data();
        int size = sizeOfField(ID, record.lastEventId()) + sizeOfField(EVENT, record.event()) + sizeOfData(data) + 1;
        ByteBuilder out = new ByteBuilder(size);
        encode(record.lastEventId(), record.event(), data, 0, data.length, out);
        return out.length() == out.array().length ? out.array() : out.toByteArray();
    }

    /**
     * Appends a record to a batch; see {@link #encode(SseRecord)}.
     *
     * @throws IllegalArgumentException as there; nothing was appended then
     * @throws IndexOutOfBoundsException where the range is not within {@code data}; nothing was appended then
     */
    public static void encode(byte[] id, byte[] event, byte[] data, int offset, int length, ByteBuilder out) {
        checkField("id", id, true);
        checkField("event", event, false);
        Objects.checkFromIndexSize(offset, length, data.length);
        field(ID, id, out);
        field(EVENT, event, out);
        lines(DATA, data, offset, offset + length, out);
        out.append((byte) '\n');
    }

    /**
     * A comment, which readers skip: {@code : text\n\n}, and {@code :\n\n} for the empty text. Each line of the text becomes
     * a comment line.
     */
    public static byte[] comment(String text) {
        if (text.isEmpty()) {
            return ascii(":\n\n");
        }
        byte[] bytes = new ByteBuilder(text.length()).utf8(text).toByteArray();
        ByteBuilder out = new ByteBuilder(bytes.length + 8);
        lines(COMMENT, bytes, 0, bytes.length, out);
        return out.append((byte) '\n').toByteArray();
    }

    /** Begins a record with its id. */
    public static void beginId(ByteBuilder out) {
        out.append(ID);
    }

    /** Ends the id, begins the event. */
    public static void beginEvent(ByteBuilder out) {
        out.append(NEXT_EVENT);
    }

    /** Ends the event, begins the one line of data. */
    public static void beginData(ByteBuilder out) {
        out.append(NEXT_DATA);
    }

    /** Begins a record that has one line of data only. */
    public static void beginDataOnly(ByteBuilder out) {
        out.append(DATA);
    }

    /** Ends the data and the record. */
    public static void end(ByteBuilder out) {
        out.append(END);
    }

    private static void field(byte[] name, byte[] value, ByteBuilder out) {
        if (value.length > 0) {
            out.append(name).append(value).append((byte) '\n');
        }
    }

    private static void lines(byte[] name, byte[] bytes, int from, int to, ByteBuilder out) {
        int start = from;
        int lineEnd;
        do {
            lineEnd = LineEnds.next(bytes, start, to);
            out.append(name).append(bytes, start, lineEnd - start).append((byte) '\n');
            start = afterBreak(bytes, lineEnd, to);
        } while (lineEnd < to);
    }

    private static int sizeOfField(byte[] name, byte[] value) {
        return value.length == 0 ? 0 : name.length + value.length + 1;
    }

    private static int sizeOfData(byte[] data) {
        int size = 0;
        int start = 0;
        int lineEnd;
        do {
            lineEnd = LineEnds.next(data, start, data.length);
            size = Math.addExact(size, DATA.length + lineEnd - start + 1);
            start = afterBreak(data, lineEnd, data.length);
        } while (lineEnd < data.length);
        return size;
    }

    private static int afterBreak(byte[] bytes, int lineEnd, int to) {
        boolean crLf = lineEnd + 1 < to && bytes[lineEnd] == '\r' && bytes[lineEnd + 1] == '\n';
        return lineEnd + (crLf ? 2 : 1);
    }

    private static void checkField(String name, byte[] value, boolean isId) {
        for (byte b : value) {
            if (b == '\n' || b == '\r' || isId && b == 0) {
                throw new IllegalArgumentException("The " + name + " of a server-sent event must not contain "
                        + (isId ? "CR, LF or NUL" : "CR or LF") + ", but has the byte " + b);
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
