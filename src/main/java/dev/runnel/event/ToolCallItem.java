package dev.runnel.event;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.ResponseItem;
import java.util.Objects;
import java.util.Optional;

/**
 * The model calls a tool: a function of the application, or one that the provider runs itself. Type {@value #TYPE}.
 *
 * @param agent the agent in control when it came
 * @param rawItem the call, a {@link FunctionCall} or another kind of call
 */
public record ToolCallItem(AgentRef agent, ResponseItem rawItem) implements RunItem {

    static final String TYPE = "tool_call_item";

    public ToolCallItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** The tool's name; for a tool of the provider that has none, the kind of the call. */
    public String toolName() {
        return rawItem.json().string("name").orElseGet(rawItem::type);
    }

    /** The id that ties the output to this call; a provider's own tools may have none. */
    public Optional<String> callId() {
        return rawItem.json().string("call_id");
    }
}
