package dev.runnel.model;

/**
 * A text part is complete. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseTextDoneEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.output_text.done";

    /** The whole text of the part. */
    public String text() {
        return EventMembers.string(this, "text");
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
