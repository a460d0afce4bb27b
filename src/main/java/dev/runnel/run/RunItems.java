package dev.runnel.run;

import dev.runnel.event.AgentRef;
import dev.runnel.event.HandoffCallItem;
import dev.runnel.event.McpApprovalRequestItem;
import dev.runnel.event.McpListToolsItem;
import dev.runnel.event.MessageOutputItem;
import dev.runnel.event.OtherRunItem;
import dev.runnel.event.ReasoningItem;
import dev.runnel.event.RunItem;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.event.ToolCallItem;
import dev.runnel.event.ToolSearchCallItem;
import dev.runnel.event.ToolSearchOutputItem;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.Message;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which run item an item of a response is, and under which name it is told. */
final class RunItems {

    private RunItems() {
    }

    /** The run item. A function call that is not a handoff is a tool's. */
    static RunItem of(ResponseItem item, AgentRef agent, Toolbox toolbox) {
        if (item instanceof Message message) {
            return new MessageOutputItem(agent, message);
        }
        if (item instanceof Reasoning reasoning) {
            return new ReasoningItem(agent, reasoning);
        }
        if (item instanceof FunctionCall call && toolbox.handoff(call.name()).isPresent()) {
            return new HandoffCallItem(agent, call);
        }
        if (item instanceof McpApprovalRequest request) {
            return new McpApprovalRequestItem(agent, request);
        }
        return switch (item.type()) {
            case "tool_search_call" -> new ToolSearchCallItem(agent, item);
            case "tool_search_output" -> new ToolSearchOutputItem(agent, item);
            case "mcp_list_tools" -> new McpListToolsItem(agent, item);
            // functions, and the provider's own tools: web_search_call, mcp_call, code_interpreter_call and the like
            default -> item.type().endsWith("_call") ? new ToolCallItem(agent, item) : new OtherRunItem(agent, item);
        };
    }

    /** The items as they go to the model. */
    static List<ResponseItem> inputOf(List<RunItem> items) {
        return items.stream().filter(item -> !(item instanceof ToolApprovalItem)).map(RunItem::rawItem).toList();
    }

    /** The one, then the other. */
    static <T> List<T> joined(List<? extends T> some, List<? extends T> more) {
        return Stream.<T> concat(some.stream(), more.stream()).toList();
    }

    /** The name under which an item of a response is told; empty for one that is kept, but not told. */
    static Optional<RunItemEventName> eventName(RunItem item) {
        if (item instanceof MessageOutputItem) {
            return Optional.of(RunItemEventName.MESSAGE_OUTPUT_CREATED);
        }
        if (item instanceof ReasoningItem) {
            return Optional.of(RunItemEventName.REASONING_ITEM_CREATED);
        }
        if (item instanceof ToolCallItem) {
            return Optional.of(RunItemEventName.TOOL_CALLED);
        }
        if (item instanceof HandoffCallItem) {
            return Optional.of(RunItemEventName.HANDOFF_REQUESTED);
        }
        if (item instanceof ToolSearchCallItem) {
            return Optional.of(RunItemEventName.TOOL_SEARCH_CALLED);
        }
        if (item instanceof ToolSearchOutputItem) {
            return Optional.of(RunItemEventName.TOOL_SEARCH_OUTPUT_CREATED);
        }
        if (item instanceof McpListToolsItem) {
            return Optional.of(RunItemEventName.MCP_LIST_TOOLS);
        }
        if (item instanceof McpApprovalRequestItem) {
            return Optional.of(RunItemEventName.MCP_APPROVAL_REQUESTED);
        }
        return Optional.empty();
    }
}
