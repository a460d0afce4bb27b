package dev.runnel.model;

/**
 * A piece of the summary of what the model thinks. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseReasoningSummaryTextDeltaEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.reasoning_summary_text.delta";

    /** The new piece of text. */
    public String delta() {
        return EventMembers.string(this, "delta");
    }

    /** The reasoning item that it belongs to. */
    public String itemId() {
        return EventMembers.string(this, "item_id");
    }

    /** The item's place in the response's output. */
    public int outputIndex() {
        return EventMembers.index(this, "output_index");
    }
}
