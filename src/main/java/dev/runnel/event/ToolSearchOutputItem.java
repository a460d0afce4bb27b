package dev.runnel.event;

import dev.runnel.model.ResponseItem;
import java.util.Objects;

/**
 * What a search for tools found. Type {@value #TYPE}.
 *
 * @param agent the agent in control when it came
 * @param rawItem the item of the Responses format
 */
public record ToolSearchOutputItem(AgentRef agent, ResponseItem rawItem) implements RunItem {

    static final String TYPE = "tool_search_output_item";

    public ToolSearchOutputItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
