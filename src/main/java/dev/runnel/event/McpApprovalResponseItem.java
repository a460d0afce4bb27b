package dev.runnel.event;

import dev.runnel.model.McpApprovalResponse;
import java.util.Objects;

/**
 * The answer to an MCP tool that asked for approval. Type {@value #TYPE}.
 *
 * @param agent the agent in control when it came
 * @param rawItem the item of the Responses format
 */
public record McpApprovalResponseItem(AgentRef agent, McpApprovalResponse rawItem) implements RunItem {

    static final String TYPE = "mcp_approval_response_item";

    public McpApprovalResponseItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
