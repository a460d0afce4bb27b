package dev.runnel.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the model thought before it answered.
 *
 * @param json the item as received
 */
public record Reasoning(JsonText json) implements ResponseItem {

    static final String TYPE = "reasoning";

    /** The summary as one text, its parts separated by line breaks; empty where the provider gave none. */
    public String summary() {
        return json.member("summary").filter(JsonText::isArray).map(JsonText::elements).orElse(List.of()).stream()
                .flatMap(part -> part.string("text").stream())
                .collect(Collectors.joining("\n"));
    }

    /** The same without the provider's id of it. */
    public Reasoning withoutId() {
        return new Reasoning(Json.write(out -> {
            try (JsonParser members = Json.FACTORY.createParser(json.bytes())) {
                members.nextToken();
                out.writeStartObject();
                while (members.nextToken() == JsonToken.FIELD_NAME) {
                    String name = members.currentName();
                    members.nextToken();
                    if (name.equals("id")) {
                        members.skipChildren();
                    } else {
                        out.writeFieldName(name);
                        out.copyCurrentStructure(members);
                    }
                }
                out.writeEndObject();
            }
        }));
    }
}
