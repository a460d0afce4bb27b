package dev.runnel.event;

import dev.runnel.model.ModelEvent;
import java.util.Objects;

/**
 * One event of the model, passed on untouched. Type {@value #TYPE}.
 *
 * @param origin run, turn and agent of the event
 * @param sequenceNumber the event's number in its run
 * @param data the model's event, with its bytes as received
 */
public record RawResponsesStreamEvent(EventOrigin origin, long sequenceNumber, ModelEvent data) implements StreamEvent {

    static final String TYPE = "raw_response_event";

    public RawResponsesStreamEvent {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(data, "data");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
