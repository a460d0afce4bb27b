package dev.runnel.run;

import dev.runnel.model.Json;
import dev.runnel.model.Message;
import java.util.UUID;

/** An assistant's message that no model has written. */
final class AssistantMessage {

    private AssistantMessage() {
    }

    static Message of(String text) {
        return new Message(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "message");
            json.writeStringField("id", "msg_" + UUID.randomUUID().toString().replace("-", ""));
            json.writeStringField("role", "assistant");
            json.writeStringField("status", "completed");
            json.writeArrayFieldStart("content");
            json.writeStartObject();
            json.writeStringField("type", "output_text");
            json.writeStringField("text", text);
            json.writeArrayFieldStart("annotations");
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }));
    }
}
