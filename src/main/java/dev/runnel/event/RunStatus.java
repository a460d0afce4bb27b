package dev.runnel.event;

/** Where a run stands. */
public enum RunStatus {

    STARTED("started"),
    COMPLETED("completed"),
    INTERRUPTED("interrupted"),
    CANCELLED("cancelled"),
    FAILED("failed");

    private final String wireName;

    RunStatus(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /** Whether a run ends with this. */
    public boolean isTerminal() {
        return this != STARTED;
    }

    /**
     * The constant of a name on the wire.
     *
     * @throws IllegalArgumentException for a name that is none of these
     */
    public static RunStatus of(String wireName) {
        for (RunStatus status : values()) {
            if (status.wireName.equals(wireName)) {
                return status;
            }
        }
        throw new IllegalArgumentException("There is no run status '" + wireName + "'");
    }
}
