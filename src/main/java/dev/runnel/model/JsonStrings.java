package dev.runnel.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The inside of JSON strings, between their quotes. */
final class JsonStrings {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x80 * ONES;

    private JsonStrings() {
    }

    /**
     * The first byte in {@code [i, end)} that is a quote, a backslash, a control character or not ASCII; {@code end} where
     * there is none.
     */
    static int skipPlain(byte[] bytes, int start, int end) {
        int i = start;
        while (i <= end - 8) {
            long word = (long) LONGS.get(bytes, i);
            long hits = (below(word, ' ') | equal(word, '"') | equal(word, '\\') | word) & HIGH_BITS;
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            i += 8;
        }
        while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The closing quote of the string of valid JSON whose inside, or the rest of it, begins at {@code start}. */
    static int closing(byte[] bytes, int start, int end) {
        int i = quoteOrBackslash(bytes, start, end);
        while (bytes[i] == '\\') {
            i = quoteOrBackslash(bytes, i + 2, end);
        }
        return i;
    }

    /** The first quote or backslash in {@code [start, end)}, {@code end} where there is none. */
    static int quoteOrBackslash(byte[] bytes, int start, int end) {
        int i = start;
        while (i <= end - 8) {
            long word = (long) LONGS.get(bytes, i);
            long hits = (equal(word, '"') | equal(word, '\\')) & HIGH_BITS;
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            i += 8;
        }
        while (i < end && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The text of a valid string. A surrogate that is escaped without its other half stays one. */
    static String decode(byte[] bytes, int from, int to) {
        int backslash = quoteOrBackslash(bytes, from, to);
        if (backslash == to) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        while (backslash < to) {
            text.append(new String(bytes, plain, backslash - plain, StandardCharsets.UTF_8));
            byte kind = bytes[backslash + 1];
            plain = backslash + 2;
            switch (kind) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    text.append((char) hexadecimal(bytes, plain));
                    plain += 4;
                }
                default -> text.append((char) kind);
            }
            backslash = quoteOrBackslash(bytes, plain, to);
        }
        return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8)).toString();
    }

    static boolean isType(byte[] bytes, int from, int to, boolean escaped) {
        return escaped ? decode(bytes, from, to).equals("type")
                : to - from == 4 && bytes[from] == 't' && bytes[from + 1] == 'y' && bytes[from + 2] == 'p'
                        && bytes[from + 3] == 'e';
    }

    private static int hexadecimal(byte[] bytes, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value << 4 | Character.digit(bytes[i], 16);
        }
        return value;
    }

    // After Sean Eron Anderson's Bit Twiddling Hacks: the lowest high bit marks the first such byte, higher ones may be
    // wrong.

    private static long below(long word, int limit) {
        return word - limit * ONES & ~word;
    }

    private static long equal(long word, int value) {
        long difference = word ^ value * ONES;
        return difference - ONES & ~difference;
    }
}
