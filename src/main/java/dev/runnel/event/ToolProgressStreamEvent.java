package dev.runnel.event;

import java.util.Objects;

/**
 * A tool reports how far it is. Type {@value #TYPE}.
 *
 * @param origin run, turn and agent of the event
 * @param sequenceNumber the event's number in its run
 * @param callId the call that is running
 * @param data what the tool reports
 */
public record ToolProgressStreamEvent(EventOrigin origin, long sequenceNumber, String callId, OutputValue data)
        implements StreamEvent {

    static final String TYPE = "tool_progress_stream_event";

    public ToolProgressStreamEvent {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(data, "data");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
