package dev.runnel.model;

/**
 * A piece of the words with which the model refuses. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseRefusalDeltaEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.refusal.delta";

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
}
