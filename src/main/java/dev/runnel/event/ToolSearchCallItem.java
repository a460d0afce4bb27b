package dev.runnel.event;

import dev.runnel.model.ResponseItem;
import java.util.Objects;

/**
 * The model searches for tools. Type {@value #TYPE}.
 *
 * @param agent the agent in control when it came
 * @param rawItem the item of the Responses format
 */
public record ToolSearchCallItem(AgentRef agent, ResponseItem rawItem) implements RunItem {

    static final String TYPE = "tool_search_call_item";

    public ToolSearchCallItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
