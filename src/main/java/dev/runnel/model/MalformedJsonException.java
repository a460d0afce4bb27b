package dev.runnel.model;

/**
 * Bytes that should be JSON are not. The message names the place and what is allowed there, and repeats at most one byte.
 */
public class MalformedJsonException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    MalformedJsonException(int offset, String expected, String found) {
        super("Malformed JSON at byte " + offset + ": expected " + expected + ", found " + found);
        this.offset = offset;
    }

    /** Where the fault is, in bytes from the beginning of the text, as it was given. */
    public int offset() {
        return offset;
    }
}
