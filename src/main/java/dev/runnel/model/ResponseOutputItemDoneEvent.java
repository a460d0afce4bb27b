package dev.runnel.model;

/**
 * An item is complete. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseOutputItemDoneEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.output_item.done";

    /** The whole item. */
    public ResponseItem item() {
        return ResponseItem.of(EventMembers.object(this, "item"));
    }

    /** The item's place in the response's output. */
    public int outputIndex() {
        return EventMembers.index(this, "output_index");
    }
}
