package dev.runnel.model;

import java.util.Optional;

/**
 * The answer was cut off. A terminal event. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseIncompleteEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.incomplete";

    /** The response as it stands. */
    public JsonText response() {
        return EventMembers.object(this, "response");
    }

    /** Why it was cut off, for example {@code max_output_tokens} or {@code content_filter}. */
    public Optional<String> reason() {
        return response().member("incomplete_details").flatMap(details -> details.string("reason"));
    }
}
