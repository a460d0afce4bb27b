package dev.runnel.model;

/**
 * A piece of the text that the model writes. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseTextDeltaEvent(JsonText json) implements ResponseDeltaEvent {

    static final String TYPE = "response.output_text.delta";

    /** The part's place in the message. */
    public int contentIndex() {
        return EventMembers.index(this, "content_index");
    }
}
