package dev.runnel.event;

import dev.runnel.model.ResponseItem;
import java.util.Objects;

/**
 * The tools that an MCP server offers. Type {@value #TYPE}.
 *
 * @param agent the agent in control when it came
 * @param rawItem the item of the Responses format
 */
public record McpListToolsItem(AgentRef agent, ResponseItem rawItem) implements RunItem {

    static final String TYPE = "mcp_list_tools_item";

    public McpListToolsItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
