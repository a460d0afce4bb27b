package dev.runnel.model.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelRequestException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes the content of a message: a text, or parts that are text, images, files and sound. */
final class ChatContent {

    private ChatContent() {
    }

    /** @param content a string, or a list of the Responses format's parts */
    static void write(JsonGenerator json, JsonText content) throws IOException {
        List<JsonText> parts = content.elements();
        if (parts.isEmpty()) {
            json.writeString(content.string().orElse(""));
        } else if (parts.size() == 1 && isText(parts.get(0))) {
            json.writeString(text(parts.get(0))); // some servers take no lists
        } else {
            json.writeStartArray();
            for (JsonText part : parts) {
                part(json, part);
            }
            json.writeEndArray();
        }
    }

    /** Whether it is a list of the Responses format's parts, and nothing else that a tool may give. */
    static boolean isParts(JsonText output) {
        List<JsonText> parts = output.elements();
        return !parts.isEmpty() && parts.stream().allMatch(part -> part.type().filter(type -> type.startsWith("input_"))
                .isPresent());
    }

    private static boolean isText(JsonText part) {
        return part.type().filter(type -> type.equals("input_text") || type.equals("output_text") || type.equals("text"))
                .isPresent();
    }

    private static String text(JsonText part) {
        return part.string("text").orElse("");
    }

    private static void part(JsonGenerator json, JsonText part) throws IOException {
        String type = part.type().orElse("");
        json.writeStartObject();
        switch (type) {
            case "input_text", "output_text", "text" -> {
                json.writeStringField("type", "text");
                json.writeStringField("text", text(part));
            }
            case "input_image" -> image(json, part);
            case "input_file" -> file(json, part);
            case "input_audio" -> {
                json.writeStringField("type", type);
                Json.raw(json, type, part.member(type)
                        .orElseThrow(() -> new ModelRequestException("An input_audio needs a member input_audio")));
            }
            default -> throw new ModelRequestException("A part of type " + (type.isEmpty() ? "(none)" : type)
                    + " cannot be sent to the Chat Completions API: it takes input_text, input_image, input_file and"
                    + " input_audio");
        }
        json.writeEndObject();
    }

    private static void image(JsonGenerator json, JsonText part) throws IOException {
        String url = part.string("image_url").orElseThrow(() -> new ModelRequestException(
                "An input_image needs an image_url for the Chat Completions API, which knows no images by a file_id"));
        json.writeStringField("type", "image_url");
        json.writeObjectFieldStart("image_url");
        json.writeStringField("url", url);
        Optional<String> detail = part.string("detail");
        if (detail.isPresent()) {
            json.writeStringField("detail", detail.get());
        }
        json.writeEndObject();
    }

    private static void file(JsonGenerator json, JsonText part) throws IOException {
        if (part.string("file_data").isEmpty() && part.string("file_id").isEmpty()) {
            throw new ModelRequestException("An input_file needs file_data or a file_id for the Chat Completions API,"
                    + " which fetches no files from a file_url");
        }
        json.writeStringField("type", "file");
        json.writeObjectFieldStart("file");
        for (String name : List.of("file_data", "file_id", "filename")) {
            Optional<String> member = part.string(name);
            if (member.isPresent()) {
                json.writeStringField(name, member.get());
            }
        }
        json.writeEndObject();
    }
}
