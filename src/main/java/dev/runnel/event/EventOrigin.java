package dev.runnel.event;

import dev.runnel.sse.ByteBuilder;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an event comes from. One instance serves all events of an agent's turn, so it also holds its part of their bytes.
 * Immutable and thread-safe.
 */
public final class EventOrigin {

    private final String runId;
    private final int turn;
    private final AgentRef agent;
    private final Optional<String> parentCallId;
    private final int depth;

    private final byte[] beforeNumber;
    private final byte[] afterNumber;

    /**
     * @param runId the run's id
     * @param turn the turn, from 1; 0 before the first model call
     * @param agent the agent in control
     * @param parentCallId in a nested run, the call of the outer run that it answers
     * @param depth how deep a nested run lies; 0 for a run of its own
     * @throws IllegalArgumentException if turn or depth is negative
     */
    public EventOrigin(String runId, int turn, AgentRef agent, Optional<String> parentCallId, int depth) {
        this.runId = Objects.requireNonNull(runId, "runId");
        this.turn = turn;
        this.agent = Objects.requireNonNull(agent, "agent");
        this.parentCallId = Objects.requireNonNull(parentCallId, "parentCallId");
        this.depth = depth;
        if (turn < 0 || depth < 0) {
            throw new IllegalArgumentException("turn is " + turn + " and depth " + depth + ", neither may be negative");
        }
        beforeNumber = beforeNumber();
        afterNumber = afterNumber();
    }

    /** The origin of a run's first events. */
    public static EventOrigin of(String runId, AgentRef agent) {
        return new EventOrigin(runId, 0, agent, Optional.empty(), 0);
    }

    /** The same run in this turn, under this agent. */
    public EventOrigin at(int turn, AgentRef agent) {
        return new EventOrigin(runId, turn, agent, parentCallId, depth);
    }

    /** The run's id. */
    public String runId() {
        return runId;
    }

    /** The turn, from 1; 0 before the first model call. */
    public int turn() {
        return turn;
    }

    /** The agent in control. */
    public AgentRef agent() {
        return agent;
    }

    /** In a nested run, the call of the outer run that it answers. */
    public Optional<String> parentCallId() {
        return parentCallId;
    }

    /** How deep a nested run lies; 0 for a run of its own. */
    public int depth() {
        return depth;
    }

    /** Appends the members from {@code run_id} to {@code depth}, each with a comma before it. */
    void write(long sequenceNumber, ByteBuilder out) {
        out.append(beforeNumber).decimal(sequenceNumber).append(afterNumber);
    }

    private byte[] beforeNumber() {
        ByteBuilder out = new ByteBuilder(80).ascii(",\"run_id\":");
        QuotedString.write(runId, out);
        return out.ascii(",\"sequence_number\":").toByteArray();
    }

    private byte[] afterNumber() {
        ByteBuilder out = new ByteBuilder(80).ascii(",\"turn\":").decimal(turn).ascii(",\"agent\":");
        QuotedString.write(agent.name(), out);
        if (depth > 0) {
            parentCallId.ifPresent(id -> QuotedString.write(id, out.ascii(",\"parent_call_id\":")));
            out.ascii(",\"depth\":").decimal(depth);
        }
        return out.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventOrigin that && runId.equals(that.runId) && turn == that.turn && agent.equals(that.agent)
                && parentCallId.equals(that.parentCallId) && depth == that.depth;
    }

    @Override
    public int hashCode() {
        return Objects.hash(runId, turn, agent, parentCallId, depth);
    }

    @Override
    public String toString() {
        return "EventOrigin[runId=" + runId + ", turn=" + turn + ", agent=" + agent + ", parentCallId=" + parentCallId
                + ", depth=" + depth + "]";
    }
}
