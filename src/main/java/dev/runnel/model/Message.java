package dev.runnel.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What someone said: user, assistant, system or developer.
 *
 * @param json the item as it is
 */
public record Message(JsonText json) implements ResponseItem {

    static final String TYPE = "message";

    /** @throws ModelBehaviorException if the role is missing */
    public Message {
        ItemMembers.require(json, TYPE, "role");
    }

    /** A user's message. */
    public static Message user(String text) {
        return of("user", text);
    }

    /** A message of this role, in the short form that the Responses API takes as input. */
    public static Message of(String role, String text) {
        return new Message(Json.write(item -> {
            item.writeStartObject();
            item.writeStringField("role", role);
            item.writeStringField("content", text);
            item.writeEndObject();
        }));
    }

    /** Who spoke: {@code user}, {@code assistant}, {@code system} or {@code developer}. */
    public String role() {
        return ItemMembers.string(json, "role");
    }

    /** All text of the message, its parts joined; refusals are not text. */
    public String text() {
        return json.string("content").orElseGet(() -> parts().stream()
                .flatMap(part -> part.string("text").stream())
                .collect(Collectors.joining()));
    }

    /** The words of the last part: its text, or its refusal. */
    public String lastContent() {
        List<JsonText> parts = parts();
        if (parts.isEmpty()) {
            return json.string("content").orElse("");
        }
        JsonText last = parts.get(parts.size() - 1);
        return last.string("text").or(() -> last.string("refusal")).orElse("");
    }

    /** The text of the last part; empty if that is none. */
    public Optional<String> lastText() {
        List<JsonText> parts = parts();
        return parts.isEmpty() ? json.string("content") : parts.get(parts.size() - 1).string("text");
    }

    /** The words with which the model refused, its parts joined; empty where it did not. */
    public Optional<String> refusal() {
        return Optional.of(parts().stream().flatMap(part -> part.string("refusal").stream()).collect(Collectors.joining()))
                .filter(words -> !words.isEmpty());
    }

    private List<JsonText> parts() {
        return json.member("content").filter(JsonText::isArray).map(JsonText::elements).orElse(List.of());
    }
}
