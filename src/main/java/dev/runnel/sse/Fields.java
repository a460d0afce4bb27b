package dev.runnel.sse;

import java.util.Arrays;
import java.util.OptionalLong;

/** The buffers of one stream, and what each line does to them: WHATWG HTML, section 9.2.6. */
final class Fields {

    private static final byte[] NONE = {};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] ID = {'i', 'd'};
    private static final byte[] RETRY = {'r', 'e', 't', 'r', 'y'};

    private byte[] event = NONE;
    private byte[] lastEvent = NONE; // most streams repeat a few names: the array is then used again
    private byte[] id = NONE;
    private byte[] firstData; // null before the first data line
    private ByteBuilder allData; // null before the second one
    private long retry = -1;
    private boolean pending;

    /** Takes a line that is neither blank nor a comment. */
    void add(byte[] bytes, int from, int to) {
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        // "a line without a colon: the whole line as the field name, and the empty string as the field value"
        int value = Math.min(colon + 1, to);
        if (value < to && bytes[value] == ' ') {
            value++;
        }
        if (is(DATA, bytes, from, colon)) {
            data(bytes, value, to);
        } else if (is(EVENT, bytes, from, colon)) {
            pending = true;
            event = Arrays.equals(lastEvent, 0, lastEvent.length, bytes, value, to) ? lastEvent : copy(bytes, value, to);
        } else if (is(ID, bytes, from, colon)) {
            id(bytes, value, to);
        } else if (is(RETRY, bytes, from, colon)) {
            retry(bytes, value, to);
        }
    }

    /**
     * The record that a blank line completes, null where it completes none. "If the data buffer is an empty string, set the
     * data buffer and the event type buffer to the empty string and return." Each data line, also one without a value, has
     * put a LF into that buffer, the last of which is only removed in the step after this one: so a record whose data are
     * empty is one.
     */
    SseRecord complete() {
        SseRecord complete = null;
        if (firstData != null) {
            complete = new SseRecord(event, allData == null ? firstData : allData.toByteArray(), id);
            lastEvent = event;
        }
        event = NONE;
        firstData = null;
        allData = null;
        pending = false;
        return complete;
    }

    /** The bytes held for the record that is being read; a data line counts with its LF. */
    long held() {
        long data = firstData == null ? 0 : (allData == null ? firstData.length : allData.length()) + 1L;
        return data + event.length + id.length;
    }

    boolean isPending() {
        return pending;
    }

    OptionalLong retry() {
        return retry < 0 ? OptionalLong.empty() : OptionalLong.of(retry);
    }

    void clear() {
        complete();
        id = NONE;
    }

    private void data(byte[] bytes, int from, int to) {
        pending = true;
        if (firstData == null) {
            firstData = copy(bytes, from, to);
            return;
        }
        if (allData == null) {
            allData = new ByteBuilder(firstData.length + 1 + to - from).append(firstData);
        }
        allData.append((byte) '\n').append(bytes, from, to - from);
    }

    private void id(byte[] bytes, int from, int to) {
        pending = true;
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                return; // "If the field value does not contain U+0000 NULL … Otherwise, ignore the field."
            }
        }
        id = copy(bytes, from, to);
    }

    private void retry(byte[] bytes, int from, int to) {
        long value = from == to ? -1 : 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return;
            }
            value = value > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : value * 10 + digit;
        }
        retry = value < 0 ? retry : value;
    }

    private static boolean is(byte[] name, byte[] bytes, int from, int to) {
        return to - from == name.length && Arrays.equals(name, 0, name.length, bytes, from, to);
    }

    private static byte[] copy(byte[] bytes, int from, int to) {
        return from == to ? NONE : Arrays.copyOfRange(bytes, from, to);
    }
}
