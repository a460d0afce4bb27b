package dev.runnel.sse;

/** A record is larger than the decoder may hold. The stream cannot be read further. */
public class SseLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    SseLimitException(int limit) {
        super("A record of the event stream needs more than " + limit + " bytes, the limit of its decoder."
                + " Raise the limit where records of that size are expected;"
                + " otherwise the sender ends its records with no blank line or is no event stream");
        this.limit = limit;
    }

    /** The bytes that a record may take. */
    public int limit() {
        return limit;
    }
}
