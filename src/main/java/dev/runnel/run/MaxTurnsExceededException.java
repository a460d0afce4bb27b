package dev.runnel.run;

import dev.runnel.model.AgentsException;

/** The run needed more turns than it was allowed. */
public final class MaxTurnsExceededException extends AgentsException {

    private static final long serialVersionUID = 1L;

    private final int maxTurns;

    /** @param maxTurns how many were allowed */
    public MaxTurnsExceededException(int maxTurns) {
        super("Max turns (" + maxTurns + ") exceeded");
        this.maxTurns = maxTurns;
    }

    /** How many turns were allowed. */
    public int maxTurns() {
        return maxTurns;
    }

    @Override
    public String errorType() {
        return "max_turns_exceeded";
    }
}
