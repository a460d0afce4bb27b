package dev.runnel.model;

/** The model wants something invoked that may need a person's consent first: a function, or a tool of an MCP server. */
public sealed interface ToolInvocation extends ResponseItem permits FunctionCall, McpApprovalRequest {

    /** The id that ties the answer to this. */
    String callId();

    /** The name of the function or tool. */
    default String name() {
        return ItemMembers.string(json(), "name");
    }

    /** The arguments as the model wrote them: JSON, if it did well. */
    default String arguments() {
        return ItemMembers.string(json(), "arguments");
    }
}
