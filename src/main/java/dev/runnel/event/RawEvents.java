package dev.runnel.event;

import java.util.Arrays;

/** How much of the model's own events a reader gets. In order: each passes on more than the one before it. */
public enum RawEvents {

    /** None. Their numbers are then missing from what the reader sees. */
    OFF("off"),
    /** All, but {@code instructions} and {@code tools} are cut out where the model echoes them in a {@code response}. */
    REDACTED("redacted"),
    /** All, as received. */
    FULL("full");

    private final String wireName;

    RawEvents(String wireName) {
        this.wireName = wireName;
    }

    /** The name in settings and requests. */
    public String wireName() {
        return wireName;
    }

    /** Whichever of the two passes on less. */
    public RawEvents atMost(RawEvents limit) {
        return compareTo(limit) <= 0 ? this : limit;
    }

    /**
     * The constant of a name in settings and requests.
     *
     * @throws IllegalArgumentException for a name that is none of these
     */
    public static RawEvents of(String wireName) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no mode of raw events '" + wireName + "', it must be off, redacted or full"));
    }
}
