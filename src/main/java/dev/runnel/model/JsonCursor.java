package dev.runnel.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Steps over the members of an object or the elements of an array; on bytes that were proved to be JSON, so it checks
 * nothing.
 */
final class JsonCursor {

    final byte[] bytes;
    private final int end; // of the closing bracket
    private final boolean object;
    private int next;

    int nameFrom; // after its quote
    private int nameTo;
    private boolean nameEscaped;
    int valueFrom;
    int valueTo;

    /** Over the structure that lies in {@code [from, to)} with its brackets. */
    JsonCursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.end = to - 1;
        this.object = bytes[from] == '{';
        this.next = from + 1;
    }

    boolean next() {
        int i = start(next);
        if (i >= end) {
            return false;
        }
        if (object) {
            nameFrom = i + 1;
            nameTo = JsonStrings.quoteOrBackslash(bytes, nameFrom, end);
            nameEscaped = bytes[nameTo] == '\\';
            if (nameEscaped) {
                nameTo = JsonStrings.closing(bytes, nameTo, end);
            }
            i = start(nameTo + 1);
        }
        valueFrom = i;
        valueTo = valueEnd(i);
        next = valueTo;
        return true;
    }

    /** Whether the member has this name, which is given in both forms. */
    boolean isNamed(String name, byte[] utf8) {
        if (nameEscaped) {
            return JsonStrings.decode(bytes, nameFrom, nameTo).equals(name);
        }
        return nameTo - nameFrom == utf8.length && Arrays.equals(bytes, nameFrom, nameTo, utf8, 0, utf8.length);
    }

    static byte[] utf8(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** Past white space and the separators, one of which at most is there. */
    private int start(int from) {
        int i = from;
        while (i < end && (bytes[i] <= ' ' || bytes[i] == ',' || bytes[i] == ':')) {
            i++;
        }
        return i;
    }

    private int valueEnd(int start) {
        byte first = bytes[start];
        if (first == '"') {
            return JsonStrings.closing(bytes, start + 1, end) + 1;
        }
        return first == '{' || first == '[' ? structureEnd(start) : scalarEnd(start);
    }

    private int structureEnd(int start) {
        int depth = 0;
        int i = start;
        while (true) {
            switch (bytes[i]) {
                case '"' -> i = JsonStrings.closing(bytes, i + 1, end);
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                }
            }
            i++;
            if (depth == 0) {
                return i;
            }
        }
    }

    private int scalarEnd(int start) {
        int i = start;
        while (i < end && bytes[i] > ' ' && bytes[i] != ',') {
            i++;
        }
        return i;
    }
}
