package dev.runnel.model;

/**
 * The model calls a function.
 *
 * @param json the item as received
 */
public record FunctionCall(JsonText json) implements ToolInvocation {

    static final String TYPE = "function_call";

    /** @throws ModelBehaviorException if call id, name or arguments are missing */
    public FunctionCall {
        ItemMembers.require(json, TYPE, "call_id", "name", "arguments");
    }

    /** The id that ties the output to this call. */
    @Override
    public String callId() {
        return ItemMembers.string(json, "call_id");
    }
}
