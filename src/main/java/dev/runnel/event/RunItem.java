package dev.runnel.event;

import dev.runnel.model.ResponseItem;

/** Something that a run has finished, tied to the agent that was in control. Immutable. */
public sealed interface RunItem permits HandoffCallItem, HandoffOutputItem, InputItem,
        McpApprovalRequestItem, McpApprovalResponseItem, McpListToolsItem, MessageOutputItem, OtherRunItem, ReasoningItem,
        ToolApprovalItem, ToolCallItem, ToolCallOutputItem, ToolSearchCallItem, ToolSearchOutputItem {

    /** The item's type on the wire, for example {@code tool_call_item}. */
    String type();

    /** The agent in control when the item came. */
    AgentRef agent();

    /**
     * The item of the Responses format, as it goes back to the model in the next turn; that of a {@link ToolApprovalItem}
     * goes with its call.
     */
    ResponseItem rawItem();
}
