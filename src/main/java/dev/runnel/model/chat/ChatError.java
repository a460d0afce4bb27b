package dev.runnel.model.chat;

import dev.runnel.model.JsonText;
import java.util.Optional;

/**
 * What a server says in the middle of a stream where it can go on no longer: {@code {"error":{"message","code","type"}}},
 * {@code {"error":"text"}}, or message and code in a chunk that has no choices.
 *
 * @param message its words
 * @param code its own code, or its type of error where it gives no code
 * @param param the parameter of the request that was wrong
 */
record ChatError(String message, Optional<String> code, Optional<String> param) {

    static Optional<ChatError> in(JsonText chunk) {
        Optional<JsonText> error = chunk.member("error").filter(member -> member.isObject() || member.isString());
        if (error.isPresent()) {
            return Optional.of(of(error.get()));
        }
        return chunk.member("choices").isEmpty() && chunk.string("message").isPresent() ? Optional.of(of(chunk))
                : Optional.empty();
    }

    private static ChatError of(JsonText error) {
        String message = error.string().or(() -> error.string("message")).or(() -> error.string("type"))
                .orElse("no reason is given");
        return new ChatError(message, text(error, "code").or(() -> text(error, "type")), text(error, "param"));
    }

    private static Optional<String> text(JsonText error, String name) {
        return error.member(name)
                .filter(member -> member.isString() || member.kind() == JsonText.Kind.NUMBER)
                .map(member -> member.string().orElseGet(member::toString));
    }

    void write(EventWriter events) {
        events.write("error", json -> {
            json.writeStringField("code", code.orElse(null));
            json.writeStringField("message", message);
            json.writeStringField("param", param.orElse(null));
        });
    }
}
