package dev.runnel.model.scripted;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes the complete sequence of events of one response, as the Responses API sends it. Used once, on one thread. */
final class ResponseScript {

    private final List<ModelEvent> events = new ArrayList<>();
    private final String responseId;
    private final int deltas;
    private final List<ResponseItem> items;

    ResponseScript(String responseId, int deltas, List<ResponseItem> items) {
        this.responseId = responseId;
        this.deltas = deltas;
        this.items = items;
    }

    /** Everything up to the terminal event. */
    List<ModelEvent> untilTerminal() {
        response("response.created", "in_progress", List.of(), json -> { });
        response("response.in_progress", "in_progress", List.of(), json -> { });
        for (int index = 0; index < items.size(); index++) {
            item(index, items.get(index));
        }
        return events;
    }

    /** The terminal event of an answer that is complete. */
    ModelEvent completed(List<ResponseItem> output) {
        return response("response.completed", "completed", output, json -> {
            json.writeObjectFieldStart("usage");
            json.writeNumberField("input_tokens", 10);
            json.writeObjectFieldStart("input_tokens_details");
            json.writeNumberField("cached_tokens", 0);
            json.writeEndObject();
            json.writeNumberField("output_tokens", 5);
            json.writeObjectFieldStart("output_tokens_details");
            json.writeNumberField("reasoning_tokens", 0);
            json.writeEndObject();
            json.writeNumberField("total_tokens", 15);
            json.writeEndObject();
        });
    }

    ModelEvent failed(String code, String message) {
        return response("response.failed", "failed", List.of(), json -> {
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code);
            json.writeStringField("message", message);
            json.writeEndObject();
        });
    }

    ModelEvent incomplete(String reason) {
        return response("response.incomplete", "incomplete", List.of(), json -> {
            json.writeObjectFieldStart("incomplete_details");
            json.writeStringField("reason", reason);
            json.writeEndObject();
        });
    }

    ModelEvent error(String code, String message) {
        return event("error", json -> {
            json.writeStringField("code", code);
            json.writeStringField("message", message);
            json.writeNullField("param");
        });
    }

    private void item(int index, ResponseItem item) {
        outputItem("response.output_item.added", index, item);
        String id = item.id().orElse("");
        if (item instanceof Message message) {
            message(index, id, message);
        } else if (item instanceof FunctionCall call) {
            pieces(call.arguments()).forEach(
                    piece -> text("response.function_call_arguments.delta", id, index, -1, "delta", piece));
            text("response.function_call_arguments.done", id, index, -1, "arguments", call.arguments());
        } else if (item instanceof Reasoning reasoning && !reasoning.summary().isEmpty()) {
            pieces(reasoning.summary()).forEach(
                    piece -> text("response.reasoning_summary_text.delta", id, index, -1, "delta", piece));
            text("response.reasoning_summary_text.done", id, index, -1, "text", reasoning.summary());
        }
        outputItem("response.output_item.done", index, item);
    }

    private void message(int index, String id, Message message) {
        boolean refusal = message.refusal().isPresent();
        String kind = refusal ? "refusal" : "output_text";
        part("response.content_part.added", id, index, refusal, "");
        pieces(message.lastContent()).forEach(piece -> text("response." + kind + ".delta", id, index, 0, "delta", piece));
        text("response." + kind + ".done", id, index, 0, refusal ? "refusal" : "text", message.lastContent());
        part("response.content_part.done", id, index, refusal, message.lastContent());
    }

    private List<String> pieces(String text) {
        int count = Math.max(1, Math.min(deltas, text.codePointCount(0, text.length())));
        int[] points = text.codePoints().toArray();
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = i * points.length / count;
            pieces.add(new String(points, from, (i + 1) * points.length / count - from));
        }
        return pieces;
    }

    private ModelEvent response(String type, String status, List<ResponseItem> output, Json.Writing more) {
        return event(type, json -> {
            json.writeObjectFieldStart("response");
            json.writeStringField("id", responseId);
            json.writeStringField("object", "response");
            json.writeStringField("status", status);
            json.writeStringField("model", "scripted");
            json.writeArrayFieldStart("output");
            for (ResponseItem item : output) {
                Json.raw(json, item.json());
            }
            json.writeEndArray();
            more.to(json);
            json.writeEndObject();
        });
    }

    private void outputItem(String type, int index, ResponseItem item) {
        event(type, json -> {
            json.writeNumberField("output_index", index);
            Json.raw(json, "item", item.json());
        });
    }

    private void part(String type, String id, int index, boolean refusal, String text) {
        event(type, json -> {
            place(json, id, index, 0);
            json.writeObjectFieldStart("part");
            json.writeStringField("type", refusal ? "refusal" : "output_text");
            json.writeStringField(refusal ? "refusal" : "text", text);
            if (!refusal) {
                json.writeArrayFieldStart("annotations");
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    private void text(String type, String id, int index, int contentIndex, String member, String text) {
        event(type, json -> {
            place(json, id, index, contentIndex);
            json.writeStringField(member, text);
        });
    }

    private static void place(JsonGenerator json, String id, int index, int contentIndex) throws IOException {
        json.writeStringField("item_id", id);
        json.writeNumberField("output_index", index);
        if (contentIndex >= 0) {
            json.writeNumberField("content_index", contentIndex);
        }
    }

    private ModelEvent event(String type, Json.Writing members) {
        int number = events.size();
        JsonText json = Json.write(generator -> {
            generator.writeStartObject();
            generator.writeStringField("type", type);
            generator.writeNumberField("sequence_number", number);
            members.to(generator);
            generator.writeEndObject();
        });
        ModelEvent event = ModelEvent.of(json);
        events.add(event);
        return event;
    }
}
