package dev.runnel.model;

/**
 * The model has begun a new item. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseOutputItemAddedEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.output_item.added";

    /** The item as far as it is known. */
    public ResponseItem item() {
        return ResponseItem.of(EventMembers.object(this, "item"));
    }

    /** The item's place in the response's output. */
    public int outputIndex() {
        return EventMembers.index(this, "output_index");
    }
}
