package dev.runnel.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds CR and LF, eight bytes at a step. */
final class LineEnds {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x80 * ONES;

    private LineEnds() {
    }

    /** The index of the first CR or LF in {@code [from, to)}, {@code to} where there is none. */
    static int next(byte[] bytes, int from, int to) {
        int i = from;
        while (i <= to - 8) {
            long hits = bytesUpToCr((long) LONGS.get(bytes, i));
            if (hits == 0) {
                i += 8;
                continue;
            }
            i += Long.numberOfTrailingZeros(hits) >>> 3;
            if (isLineEnd(bytes[i])) {
                return i;
            }
            i++; // a tab or something rarer
        }
        while (i < to && !isLineEnd(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    /**
     * The lowest bit that is set marks the first byte up to CR; higher ones may be wrong. After "Determine if a word has a
     * byte less than n" of Sean Eron Anderson's Bit Twiddling Hacks.
     */
    private static long bytesUpToCr(long word) {
        return word - ('\r' + 1) * ONES & ~word & HIGH_BITS;
    }
}
