package dev.runnel.model;

/**
 * The provider has accepted the call. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseCreatedEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.created";

    /** The response as it stands. */
    public JsonText response() {
        return EventMembers.object(this, "response");
    }
}
