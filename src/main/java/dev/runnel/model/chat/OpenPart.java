package dev.runnel.model.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A part of a message or a reasoning item that is being written; making one tells of it. */
final class OpenPart {

    private static final JsonText NOTHING = JsonText.of("\"\"");
    private static final byte[] NO_LOGPROBS = Deltas.ascii(",\"logprobs\":[]}");

    private final EventWriter events;
    private final PartKind kind;
    private final String itemId;
    private final int outputIndex;
    private final int index;
    private final Deltas deltas;
    private final GrowingString text = new GrowingString();
    private final List<JsonText> logprobs = new ArrayList<>();
    private final List<JsonText> annotations = new ArrayList<>();

    OpenPart(EventWriter events, PartKind kind, String itemId, int outputIndex, int index) {
        this.events = events;
        this.kind = kind;
        this.itemId = itemId;
        this.outputIndex = outputIndex;
        this.index = index;
        this.deltas = new Deltas(events, kind.textEvent + ".delta", itemId, outputIndex,
                "\"" + kind.indexName + "\":" + index);
        events.write(kind.partEvent + ".added", json -> {
            place(json);
            Json.raw(json, "part", part(NOTHING));
        });
    }

    PartKind kind() {
        return kind;
    }

    /**
     * @param piece a JSON string that is not empty
     * @param odds the piece's logprobs, where the server tells them
     */
    void add(JsonText piece, List<JsonText> odds) {
        text.add(piece);
        if (kind != PartKind.TEXT) {
            deltas.write(piece);
        } else if (odds.isEmpty()) {
            deltas.write(piece, NO_LOGPROBS);
        } else {
            logprobs.addAll(odds);
            events.write(kind.textEvent + ".delta", json -> {
                place(json);
                Json.raw(json, "delta", piece);
                array(json, "logprobs", odds);
            });
        }
    }

    void annotate(JsonText annotation) {
        int number = annotations.size();
        annotations.add(annotation);
        events.write("response.output_text.annotation.added", json -> {
            place(json);
            json.writeNumberField("annotation_index", number);
            Json.raw(json, "annotation", annotation);
        });
    }

    /** Tells that it is finished. */
    JsonText close() {
        JsonText whole = text.json();
        JsonText part = part(whole);
        events.write(kind.textEvent + ".done", json -> {
            place(json);
            Json.raw(json, kind.member, whole);
            if (kind == PartKind.TEXT) {
                array(json, "logprobs", logprobs);
            }
        });
        events.write(kind.partEvent + ".done", json -> {
            place(json);
            Json.raw(json, "part", part);
        });
        return part;
    }

    private void place(JsonGenerator json) throws IOException {
        json.writeStringField("item_id", itemId);
        json.writeNumberField("output_index", outputIndex);
        json.writeNumberField(kind.indexName, index);
    }

    private JsonText part(JsonText words) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", kind.partType);
            if (kind == PartKind.TEXT) {
                array(json, "annotations", annotations);
                array(json, "logprobs", logprobs);
            }
            Json.raw(json, kind.member, words);
            json.writeEndObject();
        });
    }

    static void array(JsonGenerator json, String name, List<JsonText> elements) throws IOException {
        json.writeArrayFieldStart(name);
        for (JsonText element : elements) {
            Json.raw(json, element);
        }
        json.writeEndArray();
    }
}
