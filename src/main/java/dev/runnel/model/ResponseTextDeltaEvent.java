package dev.runnel.model;

/**
 * A piece of the text that the model writes. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseTextDeltaEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.output_text.delta";

    /** The new piece of text. */
    public String delta() {
        return EventMembers.string(this, "delta");
    }

    /** The message that it belongs to. */
    public String itemId() {
        return EventMembers.string(this, "item_id");
    }

    /** The message's place in the response's output. */
    public int outputIndex() {
        return EventMembers.index(this, "output_index");
    }

    /** The part's place in the message. */
    public int contentIndex() {
        return EventMembers.index(this, "content_index");
    }
}
