package dev.runnel.model;

import java.util.Arrays;

/** The one pass that proves bytes to be JSON (RFC 8259) in valid UTF-8 (RFC 3629). One scanner is for one text. */
final class JsonScanner {

    /** Jackson's default too. */
    static final int MAX_DEPTH = 1000;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final byte[] bytes;
    private final int origin;
    private final int end;

    /** The text without the white space around it. */
    int from;
    int to;
    /** Whether a CR or LF stands between two tokens. */
    boolean broken;
    /** The value of the top-level member {@code type}, within its quotes; -1 where it is absent or no string. */
    int typeFrom = -1;
    int typeTo = -1;

    // Whether the open structures are objects: a bit each, the innermost lowest; 64 levels a word, the outer words in
    // outerLevels.
    private long levels;
    private long[] outerLevels;
    private int depth;

    private boolean escaped; // of the string that was read last
    private boolean typeSeen;
    private boolean typeFollows;

    JsonScanner(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.origin = offset;
        this.end = offset + length;
    }

    /** @throws MalformedJsonException where the range is not exactly one JSON value, or no object where one is asked for */
    void scan(boolean objectOnly) {
        from = space(origin);
        broken = false;
        if (objectOnly && (from == end || bytes[from] != '{')) {
            throw malformed(from, "an object");
        }
        int i = from;
        do {
            i = afterValue(value(i));
        } while (depth > 0);
        to = i;
        boolean brokenWithin = broken;
        i = space(i);
        broken = brokenWithin;
        if (i < end) {
            throw malformed(i, "the end of the text");
        }
    }

    /** Reads a scalar, an empty structure, or the beginning of one up to its first scalar or empty structure. */
    private int value(int start) {
        int i = start;
        while (true) {
            boolean isType = typeFollows;
            typeFollows = false;
            if (i == end) {
                throw malformed(i, "a value");
            }
            switch (bytes[i]) {
                case '"':
                    int closing = string(i + 1);
                    if (isType) {
                        typeFrom = i + 1;
                        typeTo = closing;
                    }
                    return closing + 1;
                case '{':
                    open(i, true);
                    i = space(i + 1);
                    if (i < end && bytes[i] == '}') {
                        close();
                        return i + 1;
                    }
                    i = name(i, "a member name or '}'");
                    break;
                case '[':
                    open(i, false);
                    i = space(i + 1);
                    if (i < end && bytes[i] == ']') {
                        close();
                        return i + 1;
                    }
                    break;
                case 't':
                    return literal(i, TRUE);
                case 'f':
                    return literal(i, FALSE);
                case 'n':
                    return literal(i, NULL);
                default:
                    return number(i);
            }
        }
    }

    /** Closes what ends here, up to the beginning of the next value or the end of the outermost one. */
    private int afterValue(int start) {
        int i = start;
        while (depth > 0) {
            boolean inObject = (levels & 1) != 0;
            i = space(i);
            byte b = i < end ? bytes[i] : 0;
            if (b == ',') {
                i = space(i + 1);
                return inObject ? name(i, "a member name") : i;
            }
            if (b != (inObject ? '}' : ']')) {
                throw malformed(i, inObject ? "',' or '}'" : "',' or ']'");
            }
            close();
            i++;
        }
        return i;
    }

    /** From the opening quote of a member's name to the beginning of its value. */
    private int name(int start, String expected) {
        if (start == end || bytes[start] != '"') {
            throw malformed(start, expected);
        }
        int closing = string(start + 1);
        if (depth == 1 && JsonStrings.isType(bytes, start + 1, closing, escaped)) {
            if (typeSeen) {
                throw malformed(start, "only one member \"type\"");
            }
            typeSeen = true;
            typeFollows = true;
        }
        int colon = space(closing + 1);
        if (colon == end || bytes[colon] != ':') {
            throw malformed(colon, "':'");
        }
        return space(colon + 1);
    }

    private int string(int start) {
        escaped = false;
        int i = start;
        while (true) {
            i = JsonStrings.skipPlain(bytes, i, end);
            if (i == end) {
                throw malformed(i, "'\"'");
            }
            byte b = bytes[i];
            if (b == '"') {
                return i;
            }
            if (b == '\\') {
                escaped = true;
                i = escape(i + 1);
            } else if (b < 0) {
                i = Utf8.next(bytes, i, end);
                if (i < 0) {
                    throw malformed(-i - 1, "valid UTF-8");
                }
            } else {
                throw malformed(i, "control characters to be escaped");
            }
        }
    }

    private int escape(int i) {
        if (i < end) {
            switch (bytes[i]) {
                case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                    return i + 1;
                case 'u':
                    for (int j = i + 1; j <= i + 4; j++) {
                        if (j >= end || bytes[j] < 0 || Character.digit(bytes[j], 16) < 0) {
                            throw malformed(Math.min(j, end), "four hexadecimal digits");
                        }
                    }
                    return i + 5;
                default:
            }
        }
        throw malformed(i, "one of \"\\/bfnrtu after a backslash");
    }

    private int number(int start) {
        int i = start;
        boolean negative = bytes[i] == '-';
        if (negative) {
            i++;
        }
        if (i < end && bytes[i] == '0') {
            i++;
        } else {
            i = digits(i, negative ? "a digit" : "a value");
        }
        if (i < end && bytes[i] == '.') {
            i = digits(i + 1, "a digit");
        }
        if (i < end && (bytes[i] | 0x20) == 'e') {
            i++;
            boolean signed = i < end && (bytes[i] == '+' || bytes[i] == '-');
            i = digits(signed ? i + 1 : i, "a digit");
        }
        return i;
    }

    private int digits(int start, String expected) {
        int i = start;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        if (i == start) {
            throw malformed(i, expected);
        }
        return i;
    }

    private int literal(int i, byte[] literal) {
        int after = i + literal.length;
        if (after > end || !Arrays.equals(literal, 0, literal.length, bytes, i, after)) {
            throw malformed(i, "a value");
        }
        return after;
    }

    private int space(int start) {
        return start < end && bytes[start] > ' ' ? start : longerSpace(start);
    }

    private int longerSpace(int start) {
        int i = start;
        while (i < end) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                broken = true;
            } else if (b != ' ' && b != '\t') {
                return i;
            }
            i++;
        }
        return i;
    }

    private void open(int i, boolean object) {
        if (depth == MAX_DEPTH) {
            throw malformed(i, "at most " + MAX_DEPTH + " levels of nesting");
        }
        if (depth > 0 && (depth & 63) == 0) {
            if (outerLevels == null) {
                outerLevels = new long[MAX_DEPTH / 64 + 1];
            }
            outerLevels[(depth >> 6) - 1] = levels;
        }
        levels = levels << 1 | (object ? 1 : 0);
        depth++;
    }

    private void close() {
        depth--;
        levels = depth > 0 && (depth & 63) == 0 ? outerLevels[(depth >> 6) - 1] : levels >>> 1;
    }

    private MalformedJsonException malformed(int at, String expected) {
        String found;
        if (at >= end) {
            found = "the end of the text";
        } else if (bytes[at] > ' ' && bytes[at] < 0x7F) {
            found = "'" + (char) bytes[at] + "'";
        } else {
            found = String.format("the byte 0x%02X", bytes[at]);
        }
        return new MalformedJsonException(at - origin, expected, found);
    }
}
