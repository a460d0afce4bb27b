package dev.runnel.tool;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a call of a tool may take, and what happens then.
 *
 * @param limit from 1 ms to 365 days, counted from the call on
 * @param behavior whether the model is told, or the run fails
 * @param errorFunction what the model is told; the Agents SDK's words unless set
 */
public record ToolTimeout(Duration limit, TimeoutBehavior behavior, ToolErrorFunction errorFunction) {

    /** The Agents SDK's words: {@code Tool 'x' timed out after 0.1 seconds.} */
    public static final ToolErrorFunction WORDS = ToolErrorFunction.of((call, error) -> error.getMessage());

    static final Duration SHORTEST = Duration.ofMillis(1);
    static final Duration LONGEST = Duration.ofDays(365);

    /** @throws IllegalArgumentException for another time */
    public ToolTimeout {
        Objects.requireNonNull(behavior, "behavior");
        Objects.requireNonNull(errorFunction, "errorFunction");
        if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The timeout of a tool is " + limit + ", must be from 1 ms to 365 days");
        }
    }

    /** The model is told in the Agents SDK's words. */
    public static ToolTimeout after(Duration limit) {
        return new ToolTimeout(limit, TimeoutBehavior.ERROR_AS_RESULT, WORDS);
    }

    /** The same, but for what happens. */
    public ToolTimeout withBehavior(TimeoutBehavior other) {
        return new ToolTimeout(limit, other, errorFunction);
    }

    /** The same, but for the words. */
    public ToolTimeout withErrorFunction(ToolErrorFunction other) {
        return new ToolTimeout(limit, behavior, other);
    }
}
