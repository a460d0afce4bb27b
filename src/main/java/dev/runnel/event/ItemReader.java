package dev.runnel.event;

import dev.runnel.model.AgentsException;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.JsonText;
import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.McpApprovalResponse;
import dev.runnel.model.Message;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolInvocation;
import java.util.List;

/** Reads run items as {@link StreamEventCodec} says. */
final class ItemReader {

    private static final List<String> TYPES = List.of(MessageOutputItem.TYPE, ReasoningItem.TYPE, ToolCallItem.TYPE,
            ToolCallOutputItem.TYPE, ToolSearchCallItem.TYPE, ToolSearchOutputItem.TYPE, HandoffCallItem.TYPE,
            HandoffOutputItem.TYPE, McpListToolsItem.TYPE, McpApprovalRequestItem.TYPE, McpApprovalResponseItem.TYPE,
            ToolApprovalItem.TYPE, InputItem.TYPE, "the type of raw_item with _item behind it");

    private final Members members;

    private ItemReader(Members members) {
        this.members = members;
    }

    static RunItem read(JsonText json, AgentRef eventAgent) {
        String type = new Members(json, "an item").string("type");
        return new ItemReader(new Members(json, type)).read(type, eventAgent);
    }

    /** An item that stands alone: it names its agent. */
    static RunItem read(JsonText json) {
        String type = new Members(json, "an item").string("type");
        Members members = new Members(json, type);
        return new ItemReader(members).read(type, new AgentRef(members.string("agent")));
    }

    private RunItem read(String type, AgentRef eventAgent) {
        AgentRef agent = members.optionalString("agent").map(AgentRef::new).orElse(eventAgent);
        return switch (type) {
            case MessageOutputItem.TYPE -> new MessageOutputItem(agent, raw(Message.class, "message"));
            case ReasoningItem.TYPE -> new ReasoningItem(agent, raw(Reasoning.class, "reasoning"));
            case ToolCallItem.TYPE -> new ToolCallItem(agent, raw());
            case ToolCallOutputItem.TYPE -> new ToolCallOutputItem(agent, output(), members.value("output"));
            case ToolSearchCallItem.TYPE -> new ToolSearchCallItem(agent, raw());
            case ToolSearchOutputItem.TYPE -> new ToolSearchOutputItem(agent, raw());
            case HandoffCallItem.TYPE -> new HandoffCallItem(agent, raw(FunctionCall.class, "function_call"));
            case HandoffOutputItem.TYPE ->
                new HandoffOutputItem(agent, output(), agent("source_agent"), agent("target_agent"));
            case McpListToolsItem.TYPE -> new McpListToolsItem(agent, raw());
            case McpApprovalRequestItem.TYPE ->
                new McpApprovalRequestItem(agent, raw(McpApprovalRequest.class, "mcp_approval_request"));
            case McpApprovalResponseItem.TYPE ->
                new McpApprovalResponseItem(agent, raw(McpApprovalResponse.class, "mcp_approval_response"));
            case ToolApprovalItem.TYPE -> new ToolApprovalItem(agent,
                    raw(ToolInvocation.class, "function_call or mcp_approval_request"));
            case InputItem.TYPE -> new InputItem(agent, raw());
            default -> other(type, agent);
        };
    }

    private RunItem other(String type, AgentRef agent) {
        OtherRunItem item = new OtherRunItem(agent, raw());
        if (!item.type().equals(type)) {
            throw members.wrong("type", Members.oneOf(TYPES));
        }
        return item;
    }

    private AgentRef agent(String name) {
        return new AgentRef(members.string(name));
    }

    private FunctionCallOutput output() {
        return raw(FunctionCallOutput.class, "function_call_output");
    }

    private <T extends ResponseItem> T raw(Class<T> kind, String type) {
        ResponseItem item = raw();
        if (!kind.isInstance(item)) {
            throw members.wrong("raw_item", "an item of type " + type);
        }
        return kind.cast(item);
    }

    private ResponseItem raw() {
        try {
            return ResponseItem.of(members.object("raw_item"));
        } catch (AgentsException e) {
            throw members.wrong("raw_item", "an item of the Responses format", e);
        }
    }
}
