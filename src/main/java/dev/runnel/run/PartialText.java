package dev.runnel.run;

import dev.runnel.model.Json;
import dev.runnel.model.Message;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ResponseTextDeltaEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The words of an answer while it comes, for the case that it is cut off. */
final class PartialText {

    private final Map<Long, StringBuilder> byOutputIndex = new TreeMap<>();

    void add(ModelEvent event) {
        if (event instanceof ResponseTextDeltaEvent text) {
            byOutputIndex.computeIfAbsent(text.json().number("output_index").orElse(0), anew -> new StringBuilder())
                    .append(text.json().string("delta").orElse(""));
        }
    }

    /**
     * The words so far, each message as an incomplete one. They have no ids: the provider does not know these messages, and
     * would look for the reasoning that came before them.
     */
    List<ResponseItem> messages() {
        return byOutputIndex.values().stream().filter(text -> text.length() > 0).map(PartialText::message).toList();
    }

    private static ResponseItem message(CharSequence text) {
        return new Message(Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "message");
            json.writeStringField("role", "assistant");
            json.writeStringField("status", "incomplete");
            json.writeArrayFieldStart("content");
            json.writeStartObject();
            json.writeStringField("type", "output_text");
            json.writeStringField("text", text.toString());
            json.writeArrayFieldStart("annotations");
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        }));
    }
}
