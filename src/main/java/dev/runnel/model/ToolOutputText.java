package dev.runnel.model;

import java.util.Objects;

/**
 * A text among the parts of a tool's output.
 *
 * @param text the text
 */
public record ToolOutputText(String text) implements ToolOutputPart {

    public ToolOutputText {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public JsonText json() {
        return Json.write(part -> {
            part.writeStartObject();
            part.writeStringField("type", "input_text");
            part.writeStringField("text", text);
            part.writeEndObject();
        });
    }
}
