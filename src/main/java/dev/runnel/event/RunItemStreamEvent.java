package dev.runnel.event;

import java.util.Objects;

/**
 * Something is finished: a message, a call, an output. Type {@value #TYPE}.
 *
 * @param origin run, turn and agent of the event
 * @param sequenceNumber the event's number in its run
 * @param name what happened
 * @param item what is finished
 */
public record RunItemStreamEvent(EventOrigin origin, long sequenceNumber, RunItemEventName name, RunItem item)
        implements StreamEvent {

    static final String TYPE = "run_item_stream_event";

    public RunItemStreamEvent {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(item, "item");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
