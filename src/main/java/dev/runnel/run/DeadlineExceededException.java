package dev.runnel.run;

import dev.runnel.model.AgentsException;
import java.time.Duration;

/** The run took longer than it was allowed to: {@link RunOptions#maxRunTime()}. */
public final class DeadlineExceededException extends AgentsException {

    private static final long serialVersionUID = 1L;

    private final Duration maxRunTime;

    /** @param maxRunTime how long the run was allowed to take */
    public DeadlineExceededException(Duration maxRunTime) {
        super("The run took longer than the " + maxRunTime.toMillis() + " ms that it was allowed to take");
        this.maxRunTime = maxRunTime;
    }

    /** How long the run was allowed to take. */
    public Duration maxRunTime() {
        return maxRunTime;
    }

    @Override
    public String errorType() {
        return "deadline_exceeded";
    }
}
