package dev.runnel.tool;

import dev.runnel.model.JsonText;
import dev.runnel.model.ToolChoice;
import java.util.Objects;
import java.util.Optional;

/**
 * A tool that the provider runs on its side: web search, file search, code interpreter, an MCP server that it talks to, and
 * so on. Runnel hands its definition to the model as it is, and streams what the provider tells of its calls. Only for
 * models behind the Responses API. Immutable; thread-safe, if its function is.
 *
 * @param definition the tool as the Responses API takes it, with whatever keys it needs; never printed
 * @param onApprovalRequest decides where the provider wants consent before it calls a tool of this MCP server; where there
 *        is none, a person is asked: the run is interrupted
 */
public record HostedTool(JsonText definition, Optional<McpToolApprovalFunction> onApprovalRequest) {

    private static final String FUNCTION = "function";
    private static final String MCP = "mcp";
    private static final String SERVER_LABEL = "server_label";

    /**
     * @throws IllegalArgumentException if the definition is no JSON object with a type, is a function's, is an MCP server's
     *         without a label, or is something else's and has a function for approvals
     */
    public HostedTool {
        Objects.requireNonNull(onApprovalRequest, "onApprovalRequest");
        String type = definition.type().orElseThrow(() -> new IllegalArgumentException(
                "The definition of a hosted tool must be a JSON object with a string member 'type'"));
        if (type.equals(FUNCTION)) {
            throw new IllegalArgumentException("A function is run here, not by the provider: make it with Tool.named()");
        }
        if (type.equals(MCP) && definition.string(SERVER_LABEL).isEmpty()) {
            throw new IllegalArgumentException("The definition of an MCP server needs a string member '"
                    + SERVER_LABEL + "'");
        }
        if (!type.equals(MCP) && onApprovalRequest.isPresent()) {
            throw new IllegalArgumentException("A tool of the type '" + type
                    + "' asks nobody for approval; an MCP server (type '" + MCP + "') does");
        }
    }

    /**
     * The tool of this definition, for example {@code {"type": "web_search"}}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static HostedTool of(JsonText definition) {
        return new HostedTool(definition, Optional.empty());
    }

    /**
     * The same MCP server, with a function that decides in a person's place.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public HostedTool withOnApprovalRequest(McpToolApprovalFunction function) {
        return new HostedTool(definition, Optional.of(function));
    }

    /** The tool's type, as {@link ToolChoice#hosted} takes it. */
    public String type() {
        return definition.type().orElseThrow();
    }

    /** The label of the MCP server that this is; empty for other tools. */
    public Optional<String> serverLabel() {
        return type().equals(MCP) ? definition.string(SERVER_LABEL) : Optional.empty();
    }

    /** How the tool is called in messages: the label of an MCP server, or its type. */
    public String name() {
        return serverLabel().orElseGet(this::type);
    }

    /** {@inheritDoc} Without the definition, which may hold the key to a server. */
    @Override
    public String toString() {
        return "HostedTool[" + type() + serverLabel().map(label -> " " + label).orElse("") + "]";
    }
}
