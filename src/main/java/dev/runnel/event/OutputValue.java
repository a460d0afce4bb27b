package dev.runnel.event;

import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.ToolOutputPart;
import java.util.List;
import java.util.Objects;

/**
 * What a tool or a run gave: the Java object, and the same as JSON. Read back from the wire, the object is what JSON knows:
 * a string, a number, a boolean, a list or a map.
 *
 * @param value the object; the empty string where there is none
 * @param json the object as JSON
 */
public record OutputValue(Object value, JsonText json) {

    public OutputValue {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(json, "json");
    }

    /** A text. */
    public static OutputValue of(String text) {
        return new OutputValue(text, Json.quoted(text));
    }

    /**
     * What was written as this JSON; the object is what JSON knows, the empty string for null.
     *
     * @throws IllegalArgumentException for a number that Java cannot hold, or another value beyond the parser's limits
     */
    public static OutputValue read(JsonText json) {
        return new OutputValue(Objects.requireNonNullElse(PlainValues.of(json), ""), json);
    }

    /** Texts, images and files, which the model reads as such. */
    public static OutputValue ofParts(ToolOutputPart... parts) {
        return ofParts(List.of(parts));
    }

    /** Texts, images and files, which the model reads as such. */
    public static OutputValue ofParts(List<? extends ToolOutputPart> parts) {
        List<ToolOutputPart> all = List.copyOf(parts);
        return new OutputValue(all, Json.write(json -> {
            json.writeStartArray();
            for (ToolOutputPart part : all) {
                Json.raw(json, part.json());
            }
            json.writeEndArray();
        }));
    }

    /** The parts that it consists of; none if it is anything else. */
    public List<ToolOutputPart> parts() {
        return value instanceof List<?> list && list.stream().allMatch(ToolOutputPart.class::isInstance)
                ? list.stream().map(ToolOutputPart.class::cast).toList()
                : List.of();
    }

    /** The output as the model reads it: a text as it is, anything else as JSON. */
    public String text() {
        return value instanceof String text ? text : json.toString();
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
