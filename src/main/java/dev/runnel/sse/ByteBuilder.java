package dev.runnel.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** A growing array of bytes, to assemble frames and JSON in. Not safe for use by several threads at once. */
public final class ByteBuilder {

    /** Some virtual machines cannot make larger arrays. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private static final int LONGEST_DECIMAL = 20; // Long.MIN_VALUE
    private static final int REPLACEMENT = 0xFFFD;

    private byte[] bytes;
    private int length;

    public ByteBuilder() {
        this(256);
    }

    /**
     * @param capacity the bytes that fit before the array grows
     * @throws IllegalArgumentException where it is negative
     */
    public ByteBuilder(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity is " + capacity + ", but must be 0 or more");
        }
        bytes = new byte[capacity];
    }

    public ByteBuilder append(byte value) {
        reserve(1);
        bytes[length++] = value;
        return this;
    }

    public ByteBuilder append(byte[] source) {
        return append(source, 0, source.length);
    }

    /** @throws IndexOutOfBoundsException where the range is not within {@code source} */
    public ByteBuilder append(byte[] source, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, source.length);
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** @throws IllegalArgumentException where a character is beyond U+007F; nothing is appended then */
    public ByteBuilder ascii(String text) {
        int count = text.length();
        reserve(count);
        int seen = 0;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            seen |= c;
            bytes[length + i] = (byte) c;
        }
        if (seen > 0x7F) {
            throw new IllegalArgumentException("Only characters up to U+007F can be appended as ASCII; use utf8");
        }
        length += count;
        return this;
    }

    /** Appends the text in UTF-8; a surrogate without its other half becomes U+FFFD. */
    public ByteBuilder utf8(String text) {
        int count = text.length();
        reserve(count);
        int i = 0;
        for (; i < count; i++) {
            char c = text.charAt(i);
            if (c > 0x7F) {
                break;
            }
            bytes[length++] = (byte) c;
        }
        while (i < count) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            codePoint(Character.getType(point) == Character.SURROGATE ? REPLACEMENT : point);
        }
        return this;
    }

    public ByteBuilder decimal(long value) {
        reserve(LONGEST_DECIMAL);
        if (value < 0) {
            bytes[length++] = '-';
        }
        int first = length;
        long rest = value;
        do {
            bytes[length++] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        } while (rest != 0);
        for (int i = first, j = length - 1; i < j; i++, j--) {
            byte digit = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = digit;
        }
        return this;
    }

    public int length() {
        return length;
    }

    /** @throws IllegalArgumentException where {@code newLength} is negative or beyond {@link #length()} */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("Cannot truncate to " + newLength + " bytes, the length is " + length);
        }
        length = newLength;
    }

    /** A copy of what was appended. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /**
     * The live array, valid up to {@link #length()} and until the next change of this builder: for a reader that copies from
     * it at once, or one that uses the builder no more.
     */
    public byte[] array() {
        return bytes;
    }

    /** What was appended, read as UTF-8. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void codePoint(int point) {
        reserve(4);
        if (point < 0x80) {
            bytes[length++] = (byte) point;
            return;
        }
        if (point < 0x800) {
            bytes[length++] = (byte) (0xC0 | point >> 6);
        } else {
            if (point < 0x10000) {
                bytes[length++] = (byte) (0xE0 | point >> 12);
            } else {
                bytes[length++] = (byte) (0xF0 | point >> 18);
                bytes[length++] = (byte) (0x80 | point >> 12 & 0x3F);
            }
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
        }
        bytes[length++] = (byte) (0x80 | point & 0x3F);
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            long needed = (long) length + count;
            if (needed > LARGEST) {
                throw new OutOfMemoryError("An array of " + needed + " bytes is more than a virtual machine can make");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed, 2L * bytes.length)));
        }
    }
}
