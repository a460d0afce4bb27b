package dev.runnel.model;

/**
 * The model has begun to work. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseInProgressEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.in_progress";

    /** The response as it stands. */
    public JsonText response() {
        return EventMembers.object(this, "response");
    }
}
