package dev.runnel.event;

import java.util.Objects;

/**
 * Another agent has taken control. Type {@value #TYPE}.
 *
 * @param origin run, turn and agent of the event
 * @param sequenceNumber the event's number in its run
 * @param newAgent the agent that is in control from now on
 */
public record AgentUpdatedStreamEvent(EventOrigin origin, long sequenceNumber, AgentRef newAgent) implements StreamEvent {

    static final String TYPE = "agent_updated_stream_event";

    public AgentUpdatedStreamEvent {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(newAgent, "newAgent");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
