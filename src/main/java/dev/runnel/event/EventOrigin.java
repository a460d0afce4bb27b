package dev.runnel.event;

import java.util.Objects;
import java.util.Optional;

/**
 * Where an event comes from. One instance serves all events of an agent's turn.
 *
 * @param runId the run's id
 * @param turn the turn, from 1; 0 before the first model call
 * @param agent the agent in control
 * @param parentCallId in a nested run, the call of the outer run that it answers
 * @param depth how deep a nested run lies; 0 for a run of its own
 */
public record EventOrigin(String runId, int turn, AgentRef agent, Optional<String> parentCallId, int depth) {

    public EventOrigin {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(parentCallId, "parentCallId");
        if (turn < 0 || depth < 0) {
            throw new IllegalArgumentException("turn is " + turn + " and depth " + depth + ", neither may be negative");
        }
    }

    /** The origin of a run's first events. */
    public static EventOrigin of(String runId, AgentRef agent) {
        return new EventOrigin(runId, 0, agent, Optional.empty(), 0);
    }

    /** The same run in this turn, under this agent. */
    public EventOrigin at(int turn, AgentRef agent) {
        return new EventOrigin(runId, turn, agent, parentCallId, depth);
    }
}
