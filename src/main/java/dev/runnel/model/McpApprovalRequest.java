package dev.runnel.model;

/**
 * The provider wants consent before it calls a tool of an MCP server.
 *
 * @param json the item as received
 */
public record McpApprovalRequest(JsonText json) implements ToolInvocation {

    static final String TYPE = "mcp_approval_request";

    /** @throws ModelBehaviorException if id, server label, name or arguments are missing */
    public McpApprovalRequest {
        ItemMembers.require(json, TYPE, "id", "server_label", "name", "arguments");
    }

    /** The request's id, which ties the answer to it. */
    @Override
    public String callId() {
        return ItemMembers.string(json, "id");
    }

    /** The label that the agent has given the server. */
    public String serverLabel() {
        return ItemMembers.string(json, "server_label");
    }
}
