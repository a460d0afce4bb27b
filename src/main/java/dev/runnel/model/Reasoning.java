package dev.runnel.model;

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
}
