package dev.runnel.event;

/** What happened to an item: the names of the Agents SDK. */
public enum RunItemEventName {

    MESSAGE_OUTPUT_CREATED("message_output_created"),
    REASONING_ITEM_CREATED("reasoning_item_created"),
    TOOL_CALLED("tool_called"),
    TOOL_OUTPUT("tool_output"),
    TOOL_SEARCH_CALLED("tool_search_called"),
    TOOL_SEARCH_OUTPUT_CREATED("tool_search_output_created"),
    HANDOFF_REQUESTED("handoff_requested"),
    /** Read in the Python SDK's spelling {@code handoff_occured} too, never written so. */
    HANDOFF_OCCURRED("handoff_occurred"),
    MCP_LIST_TOOLS("mcp_list_tools"),
    MCP_APPROVAL_REQUESTED("mcp_approval_requested"),
    MCP_APPROVAL_RESPONSE("mcp_approval_response"),
    TOOL_APPROVAL_REQUESTED("tool_approval_requested");

    private final String wireName;

    RunItemEventName(String wireName) {
        this.wireName = wireName;
    }

    /** The name on the wire. */
    public String wireName() {
        return wireName;
    }

    /**
     * The constant of a name on the wire.
     *
     * @throws IllegalArgumentException for a name that is none of these
     */
    public static RunItemEventName of(String wireName) {
        for (RunItemEventName name : values()) {
            if (name.wireName.equals(wireName)) {
                return name;
            }
        }
        if (wireName.equals("handoff_occured")) {
            return HANDOFF_OCCURRED;
        }
        throw new IllegalArgumentException("There is no item event named '" + wireName + "'");
    }
}
