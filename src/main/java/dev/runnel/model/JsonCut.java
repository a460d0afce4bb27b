package dev.runnel.model;

import dev.runnel.sse.ByteBuilder;
import java.util.List;

/** Copies an object without some of its grandchildren; on bytes that were proved to be JSON, so it checks nothing. */
final class JsonCut {

    private final byte[] bytes;
    private final ByteBuilder out;
    private int copied; // everything before it is in out, or left out

    JsonCut(byte[] bytes, int from, ByteBuilder out) {
        this.bytes = bytes;
        this.copied = from;
        this.out = out;
    }

    void write(int from, int to, String parent, List<String> names) {
        byte[] parentUtf8 = JsonCursor.utf8(parent);
        byte[][] namesUtf8 = names.stream().map(JsonCursor::utf8).toArray(byte[][]::new);
        JsonCursor members = new JsonCursor(bytes, from, to);
        while (members.next()) {
            if (bytes[members.valueFrom] == '{' && members.isNamed(parent, parentUtf8)) {
                cut(new JsonCursor(bytes, members.valueFrom, members.valueTo), members.valueFrom + 1, names, namesUtf8);
            }
        }
        copyTo(to);
    }

    /** Each member goes with the comma before it; the first ones, which have none, with the comma after them. */
    private void cut(JsonCursor members, int inside, List<String> names, byte[][] utf8) {
        int kept = inside; // the end of what stays, so far
        int gapEnd = -1;
        boolean first = true;
        while (members.next()) {
            if (isOneOf(members, names, utf8)) {
                gapEnd = members.valueTo;
                continue;
            }
            if (gapEnd >= 0) {
                copyTo(kept);
                copied = first ? members.nameFrom - 1 : gapEnd;
                gapEnd = -1;
            }
            first = false;
            kept = members.valueTo;
        }
        if (gapEnd >= 0) {
            copyTo(kept);
            copied = gapEnd;
        }
    }

    private void copyTo(int end) {
        out.append(bytes, copied, end - copied);
    }

    private static boolean isOneOf(JsonCursor members, List<String> names, byte[][] utf8) {
        for (int i = 0; i < utf8.length; i++) {
            if (members.isNamed(names.get(i), utf8[i])) {
                return true;
            }
        }
        return false;
    }
}
