package dev.runnel.model.chat;

import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The response that the events of an answer are about.
 *
 * @param id made here: servers give several answers the same one
 * @param chatId the server's id of the answer, for its support
 * @param model who answers, as the server tells it
 * @param createdAt in seconds since 1970
 */
record ResponseHead(String id, Optional<String> chatId, Optional<String> model, long createdAt) {

    static ResponseHead of(JsonText firstChunk, ChatIds ids, Instant now) {
        return new ResponseHead(ids.next("resp"), firstChunk.string("id").filter(id -> !id.isEmpty()),
                firstChunk.string("model"), firstChunk.number("created").orElse(now.getEpochSecond()));
    }

    /**
     * The response as it stands.
     *
     * @param status {@code in_progress}, {@code completed} or {@code incomplete}
     * @param cutOff why the answer was cut off
     */
    JsonText response(String status, Optional<String> cutOff, List<JsonText> output, Optional<JsonText> usage) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("object", "response");
            json.writeNumberField("created_at", createdAt);
            json.writeStringField("status", status);
            json.writeNullField("error");
            json.writeFieldName("incomplete_details");
            if (cutOff.isPresent()) {
                json.writeStartObject();
                json.writeStringField("reason", cutOff.get());
                json.writeEndObject();
            } else {
                json.writeNull();
            }
            json.writeStringField("model", model.orElse(""));
            if (chatId.isPresent()) {
                json.writeStringField("chat_completion_id", chatId.get());
            }
            OpenPart.array(json, "output", output);
            json.writeFieldName("usage");
            if (usage.isPresent()) {
                Json.raw(json, usage.get());
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        });
    }
}
