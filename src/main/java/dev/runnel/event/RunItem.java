package dev.runnel.event;

import dev.runnel.model.ResponseItem;

/** Something that a run has finished, tied to the agent that was in control. Immutable. */
public sealed interface RunItem permits HandoffCallItem, HandoffOutputItem, McpApprovalRequestItem,
        McpApprovalResponseItem, McpListToolsItem, MessageOutputItem, OtherRunItem, ReasoningItem, ToolCallItem,
        ToolCallOutputItem, ToolSearchCallItem, ToolSearchOutputItem {

    /** The item's type on the wire, for example {@code tool_call_item}. */
    String type();

    /** The agent in control when the item came. */
    AgentRef agent();

    /** The item of the Responses format, as it goes back to the model in the next turn. */
    ResponseItem rawItem();
}
