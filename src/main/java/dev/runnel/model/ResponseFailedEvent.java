package dev.runnel.model;

import java.util.Optional;

/**
 * The provider could not answer. A terminal event. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseFailedEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.failed";

    /** The response as it stands. */
    public JsonText response() {
        return EventMembers.object(this, "response");
    }

    /** The provider's code of the error. */
    public Optional<String> code() {
        return response().member("error").flatMap(error -> error.string("code"));
    }

    /** The provider's words on the error. */
    public Optional<String> message() {
        return response().member("error").flatMap(error -> error.string("message"));
    }
}
