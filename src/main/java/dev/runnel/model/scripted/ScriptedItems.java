package dev.runnel.model.scripted;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.Json;
import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.Message;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;

/** The items that a scripted model answers with; meant to be imported statically. */
public final class ScriptedItems {

    private ScriptedItems() {
    }

    /** An assistant's message. */
    public static ResponseItem message(String text) {
        return message(text, "output_text", "text");
    }

    /** A message in which the model refuses. */
    public static ResponseItem refusal(String words) {
        return message(words, "refusal", "refusal");
    }

    /** A call of a function; the arguments go out as they are, JSON or not. */
    public static ResponseItem functionCall(String callId, String name, String arguments) {
        return new FunctionCall(Json.write(item -> {
            item.writeStartObject();
            item.writeStringField("id", "fc_" + callId);
            item.writeStringField("type", "function_call");
            item.writeStringField("status", "completed");
            item.writeStringField("arguments", arguments);
            item.writeStringField("call_id", callId);
            item.writeStringField("name", name);
            item.writeEndObject();
        }));
    }

    /** The provider wants consent before it calls a tool of an MCP server. */
    public static ResponseItem mcpApprovalRequest(String id, String serverLabel, String name, String arguments) {
        return new McpApprovalRequest(Json.write(item -> {
            item.writeStartObject();
            item.writeStringField("id", id);
            item.writeStringField("type", "mcp_approval_request");
            item.writeStringField("server_label", serverLabel);
            item.writeStringField("name", name);
            item.writeStringField("arguments", arguments);
            item.writeEndObject();
        }));
    }

    /** A reasoning item with this summary. */
    public static ResponseItem reasoning(String summary) {
        return new Reasoning(Json.write(item -> {
            item.writeStartObject();
            item.writeStringField("id", "rs_1");
            item.writeStringField("type", "reasoning");
            item.writeArrayFieldStart("summary");
            item.writeStartObject();
            item.writeStringField("type", "summary_text");
            item.writeStringField("text", summary);
            item.writeEndObject();
            item.writeEndArray();
            item.writeEndObject();
        }));
    }

    private static ResponseItem message(String text, String part, String member) {
        return new Message(Json.write(item -> {
            item.writeStartObject();
            item.writeStringField("id", "msg_1");
            item.writeStringField("type", "message");
            item.writeStringField("status", "completed");
            item.writeStringField("role", "assistant");
            item.writeArrayFieldStart("content");
            item.writeStartObject();
            item.writeStringField("type", part);
            item.writeStringField(member, text);
            if (part.equals("output_text")) {
                item.writeArrayFieldStart("annotations");
                item.writeEndArray();
            }
            item.writeEndObject();
            item.writeEndArray();
            item.writeEndObject();
        }));
    }
}
