package dev.runnel.model.chat;

import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message or a reasoning item that is being written; making one tells of it. */
final class OpenItem {

    private final EventWriter events;
    private final boolean reasoning;
    private final String id;
    private final int outputIndex;
    private final List<JsonText> content = new ArrayList<>();
    private final List<JsonText> summary = new ArrayList<>();
    private Optional<OpenPart> open = Optional.empty();

    /** @param first what it begins with */
    OpenItem(EventWriter events, PartKind first, ChatIds ids, int outputIndex) {
        this.events = events;
        this.reasoning = first.isReasoning();
        this.id = ids.next(reasoning ? "rs" : "msg");
        this.outputIndex = outputIndex;
        JsonText begun = item("in_progress");
        events.write("response.output_item.added", json -> {
            json.writeNumberField("output_index", outputIndex);
            Json.raw(json, "item", begun);
        });
    }

    int outputIndex() {
        return outputIndex;
    }

    boolean canHold(PartKind kind) {
        return kind.isReasoning() == reasoning;
    }

    void add(PartKind kind, JsonText piece, List<JsonText> logprobs) {
        if (open.filter(part -> part.kind() == kind).isEmpty()) {
            closePart();
            open = Optional.of(new OpenPart(events, kind, id, outputIndex, parts(kind).size()));
        }
        open.get().add(piece, logprobs);
    }

    /** An annotation of the text that is being written; of nothing else. */
    void annotate(JsonText annotation) {
        open.filter(part -> part.kind() == PartKind.TEXT).ifPresent(part -> part.annotate(annotation));
    }

    /**
     * Tells that it is finished.
     *
     * @param status of a message: {@code completed}, or {@code incomplete} where it was cut off
     */
    JsonText close(String status) {
        closePart();
        JsonText item = item(status);
        events.write("response.output_item.done", json -> {
            json.writeNumberField("output_index", outputIndex);
            Json.raw(json, "item", item);
        });
        return item;
    }

    private void closePart() {
        open.ifPresent(part -> parts(part.kind()).add(part.close()));
        open = Optional.empty();
    }

    private List<JsonText> parts(PartKind kind) {
        return kind == PartKind.SUMMARY ? summary : content;
    }

    private JsonText item(String status) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("type", reasoning ? "reasoning" : "message");
            if (reasoning) {
                OpenPart.array(json, "summary", summary);
            } else {
                json.writeStringField("status", status);
                json.writeStringField("role", "assistant");
            }
            if (!reasoning || !content.isEmpty()) {
                OpenPart.array(json, "content", content);
            }
            json.writeEndObject();
        });
    }
}
