package dev.runnel.event;

import dev.runnel.model.McpApprovalRequest;
import java.util.Objects;

/**
 * A hosted MCP tool asks for approval. Type {@value #TYPE}.
 *
 * @param agent the agent in control when it came
 * @param rawItem the item of the Responses format
 */
public record McpApprovalRequestItem(AgentRef agent, McpApprovalRequest rawItem) implements RunItem {

    static final String TYPE = "mcp_approval_request_item";

    public McpApprovalRequestItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
