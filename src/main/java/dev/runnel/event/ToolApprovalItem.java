package dev.runnel.event;

import dev.runnel.model.ToolInvocation;
import java.util.Objects;

/**
 * A tool call waits for a person's consent: the run is interrupted until somebody approves or rejects it. Type
 * {@value #TYPE}. It is no part of the conversation: the call itself is.
 *
 * @param agent the agent that called
 * @param rawItem what waits: a call of a function, or a request for a tool of an MCP server
 */
public record ToolApprovalItem(AgentRef agent, ToolInvocation rawItem) implements RunItem {

    static final String TYPE = "tool_approval_item";

    public ToolApprovalItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** The tool's name. */
    public String toolName() {
        return rawItem.name();
    }

    /** The arguments as the model wrote them: JSON, if it did well. */
    public String arguments() {
        return rawItem.arguments();
    }

    /** The id of the call or request. */
    public String callId() {
        return rawItem.callId();
    }
}
