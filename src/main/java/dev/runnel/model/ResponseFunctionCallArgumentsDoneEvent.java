package dev.runnel.model;

/**
 * The arguments of a function call are complete. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseFunctionCallArgumentsDoneEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.function_call_arguments.done";

    /** The whole arguments, as the model wrote them: JSON if it did well. */
    public String arguments() {
        return EventMembers.string(this, "arguments");
    }

    /** The function call that they belong to. */
    public String itemId() {
        return EventMembers.string(this, "item_id");
    }

    /** The call's place in the response's output. */
    public int outputIndex() {
        return EventMembers.index(this, "output_index");
    }
}
