package dev.runnel.model;

/**
 * A piece of the arguments of a function call. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseFunctionCallArgumentsDeltaEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.function_call_arguments.delta";

    /** The new piece of JSON. */
    public String delta() {
        return EventMembers.string(this, "delta");
    }

    /** The function call that it belongs to. */
    public String itemId() {
        return EventMembers.string(this, "item_id");
    }

    /** The call's place in the response's output. */
    public int outputIndex() {
        return EventMembers.index(this, "output_index");
    }
}
