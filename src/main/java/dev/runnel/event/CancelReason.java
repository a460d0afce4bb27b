package dev.runnel.event;

/** Why a run was cancelled. */
public enum CancelReason {

    /** Somebody asked for it. */
    REQUESTED("requested"),
    /** The application is being stopped. */
    SHUTDOWN("shutdown");

    private final String wireName;

    CancelReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /**
     * The constant of a name on the wire.
     *
     * @throws IllegalArgumentException for a name that is none of these
     */
    public static CancelReason of(String wireName) {
        for (CancelReason reason : values()) {
            if (reason.wireName.equals(wireName)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("There is no cancel reason '" + wireName + "'");
    }
}
