package dev.runnel.model.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.Message;
import dev.runnel.model.Reasoning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model said and called in one answer. It is one message here: the outputs of its calls must follow it directly.
 */
final class AssistantMessage {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final ChatReasoning reasoning = new ChatReasoning();
    private final List<FunctionCall> calls = new ArrayList<>();

    /** Whether one more message belongs to the same answer: words after words are another one, unless calls came between. */
    boolean canTake(Message message) {
        return !calls.isEmpty() || text.isEmpty() && refusal.isEmpty();
    }

    void add(Message message) {
        append(text, message.text());
        append(refusal, message.refusal().orElse(""));
    }

    void add(Reasoning item) {
        reasoning.add(item);
    }

    void add(FunctionCall call) {
        calls.add(call);
    }

    /** Writes it; nothing, where all there is was thought. */
    void write(JsonGenerator json) throws IOException {
        if (calls.isEmpty() && text.isEmpty() && refusal.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("role", "assistant");
        json.writeStringField("content", text.isEmpty() ? null : text.toString());
        if (!refusal.isEmpty()) {
            json.writeStringField("refusal", refusal.toString());
        }
        reasoning.write(json);
        if (!calls.isEmpty()) {
            json.writeArrayFieldStart("tool_calls");
            for (FunctionCall call : calls) {
                write(json, call);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, FunctionCall call) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", call.callId());
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", call.name());
        json.writeStringField("arguments", call.arguments());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void append(StringBuilder to, String words) {
        if (!words.isEmpty()) {
            to.append(to.isEmpty() ? "" : "\n").append(words);
        }
    }
}
