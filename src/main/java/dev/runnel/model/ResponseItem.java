package dev.runnel.model;

import java.util.Optional;

/**
 * One item of a conversation in the Responses format: what a user or a model said, a call, its output, and so on.
 * <p>
 * The bytes are those that came from the provider, and go back to it in the next turn as they are, so no member is ever
 * lost. The accessors parse when they are asked. Immutable and thread-safe.
 */
public sealed interface ResponseItem
        permits FunctionCallOutput, McpApprovalResponse, Message, OtherItem, Reasoning, ToolInvocation {

    /** The item as it is. */
    JsonText json();

    /** The item's type, for example {@code message}; a message may leave it out. */
    default String type() {
        return json().type().orElse(Message.TYPE);
    }

    /** The provider's id of the item. */
    default Optional<String> id() {
        return json().string("id");
    }

    /**
     * The view that fits an item's type. An object without a type but with a role is a message: the short form that the
     * Responses API takes as input.
     *
     * @throws ModelBehaviorException if it is no JSON object, has no type, or misses what its type must have
     */
    static ResponseItem of(JsonText json) {
        if (!json.isObject()) {
            throw new ModelBehaviorException("An item of a response must be a JSON object");
        }
        Optional<String> type = json.type();
        if (type.isEmpty() && json.string("role").isEmpty()) {
            throw new ModelBehaviorException("An item of a response needs a string member 'type'");
        }
        return switch (type.orElse(Message.TYPE)) {
            case Message.TYPE -> new Message(json);
            case FunctionCall.TYPE -> new FunctionCall(json);
            case FunctionCallOutput.TYPE -> new FunctionCallOutput(json);
            case Reasoning.TYPE -> new Reasoning(json);
            case McpApprovalRequest.TYPE -> new McpApprovalRequest(json);
            case McpApprovalResponse.TYPE -> new McpApprovalResponse(json);
            default -> new OtherItem(json);
        };
    }
}
