package dev.runnel.model.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelRequestException;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes instructions and items as messages. */
final class ChatMessages {

    private static final JsonText NOTHING = JsonText.of("\"\"");

    private final JsonGenerator json;
    private Optional<AssistantMessage> assistant = Optional.empty();

    ChatMessages(JsonGenerator json) {
        this.json = json;
    }

    /** @throws ModelRequestException if an item cannot be said in this format */
    void write(Optional<String> instructions, List<ResponseItem> items) throws IOException {
        json.writeStartArray();
        if (instructions.isPresent()) {
            message("system", Json.quoted(instructions.get()));
        }
        int question = lastQuestion(items);
        for (int i = 0; i < items.size(); i++) {
            item(items.get(i), i > question);
        }
        endAssistant();
        json.writeEndArray();
    }

    /** @param current whether it belongs to the answer that is going on: older thoughts are of no use to the model */
    private void item(ResponseItem item, boolean current) throws IOException {
        if (item instanceof Message message) {
            message(message);
        } else if (item instanceof FunctionCall call) {
            assistant().add(call);
        } else if (item instanceof FunctionCallOutput output) {
            output(output);
        } else if (item instanceof Reasoning reasoning) {
            if (current && ChatReasoning.isOne(item)) {
                assistant().add(reasoning);
            }
        } else {
            throw new ModelRequestException("An item of type " + item.type() + " cannot be sent to the Chat Completions API:"
                    + " it takes messages, function calls, their outputs, and reasoning");
        }
    }

    private void message(Message message) throws IOException {
        switch (message.role()) {
            case "assistant" -> {
                if (!assistant().canTake(message)) {
                    endAssistant();
                }
                assistant().add(message);
            }
            case "user" -> message("user", content(message));
            // a developer is OpenAI's word, and there the same; other servers refuse it
            case "system", "developer" -> message("system", content(message));
            default -> throw new ModelRequestException("A message of the role " + message.role()
                    + " cannot be sent to the Chat Completions API: it takes user, assistant, system and developer");
        }
    }

    private void message(String role, JsonText content) throws IOException {
        endAssistant();
        json.writeStartObject();
        json.writeStringField("role", role);
        json.writeFieldName("content");
        ChatContent.write(json, content);
        json.writeEndObject();
    }

    private void output(FunctionCallOutput output) throws IOException {
        endAssistant();
        json.writeStartObject();
        json.writeStringField("role", "tool");
        json.writeStringField("tool_call_id", output.callId());
        json.writeFieldName("content");
        Optional<JsonText> parts = output.json().member("output").filter(ChatContent::isParts);
        if (parts.isPresent()) {
            ChatContent.write(json, parts.get());
        } else {
            json.writeString(output.output());
        }
        json.writeEndObject();
    }

    private AssistantMessage assistant() {
        if (assistant.isEmpty()) {
            assistant = Optional.of(new AssistantMessage());
        }
        return assistant.get();
    }

    private void endAssistant() throws IOException {
        if (assistant.isPresent()) {
            assistant.get().write(json);
            assistant = Optional.empty();
        }
    }

    private static JsonText content(Message message) {
        return message.json().member("content").orElse(NOTHING);
    }

    private static int lastQuestion(List<ResponseItem> items) {
        int last = -1;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Message message && message.role().equals("user")) {
                last = i;
            }
        }
        return last;
    }
}
