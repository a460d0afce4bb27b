package dev.runnel.model;

import java.time.Duration;
import java.util.Objects;

/** The model was too slow. Which wait ran out is the {@link #phase()}; each has its own setting. */
public final class ModelTimeoutException extends AgentsException {

    /** What was being waited for. */
    public enum Phase {

        /** A TCP (and TLS) connection to the provider. */
        CONNECT("no connection"),

        /** The first byte of the answer's body, counted from the call. */
        FIRST_BYTE("no first byte of the answer"),

        /** The next byte of an answer that had begun. */
        IDLE("no further byte of the answer"),

        /** The end of the answer, counted from the call: {@link ModelSettings#timeout()}. */
        ATTEMPT("no end of the answer");

        private final String missing;

        Phase(String missing) {
            this.missing = missing;
        }
    }

    private final Phase phase;
    private final Duration after;

    /**
     * @param phase what was waited for
     * @param after how long
     * @param address host and port that were called
     * @param setting the configuration key that governs this wait
     */
    public ModelTimeoutException(Phase phase, Duration after, String address, String setting) {
        super("The model at " + address + " timed out: " + phase.missing + " within " + text(after) + " (setting: "
                + setting + ")");
        this.phase = Objects.requireNonNull(phase, "phase");
        this.after = Objects.requireNonNull(after, "after");
    }

    private ModelTimeoutException(Duration after) {
        super("The model timed out: " + Phase.ATTEMPT.missing + " within " + text(after) + " (setting: the timeout of the "
                + "model settings)");
        this.phase = Phase.ATTEMPT;
        this.after = after;
    }

    /** One attempt to call a model took longer than its settings allow. */
    public static ModelTimeoutException ofAttempt(Duration after) {
        return new ModelTimeoutException(after);
    }

    public Phase phase() {
        return phase;
    }

    /** The limit that ran out. */
    public Duration after() {
        return after;
    }

    @Override
    public String errorType() {
        return "model_timeout";
    }

    private static String text(Duration after) {
        return after.toMillis() % 1000 == 0 ? after.toSeconds() + " s" : after.toMillis() + " ms";
    }
}
