package dev.runnel.model.chat;

import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelBehaviorException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A piece of a call: usually the first one has id and name, and all have an index. Servers leave out each of these, repeat
 * them, or send a whole call in one piece.
 *
 * @param index which call of the answer it belongs to
 * @param id the server's id of the call; empty where it gives none
 * @param name the function; empty where it is not told here
 * @param arguments a piece of the arguments, as a JSON string
 */
record Fragment(OptionalLong index, String id, String name, Optional<JsonText> arguments) {

    /**
     * An element of {@code tool_calls}.
     *
     * @throws ModelBehaviorException if it is no call of a function
     */
    static Fragment ofToolCall(JsonText call) {
        Optional<String> type = call.string("type").filter(given -> !given.isEmpty() && !given.equals("function"));
        if (type.isPresent()) {
            throw new ModelBehaviorException(
                    "The model called a tool of type " + type.get() + ", but was offered functions only");
        }
        return of(call.number("index"), call.string("id"), call.member("function"));
    }

    /** The {@code function_call} of the format's first days: one call in an answer, without an id. */
    static Fragment ofFunctionCall(JsonText function) {
        return of(OptionalLong.empty(), Optional.empty(), Optional.of(function));
    }

    private static Fragment of(OptionalLong index, Optional<String> id, Optional<JsonText> function) {
        return new Fragment(index, id.orElse(""), function.flatMap(named -> named.string("name")).orElse(""),
                function.flatMap(called -> called.member("arguments")).flatMap(Fragment::piece));
    }

    /** Arguments are JSON in a string; some servers send the object itself. */
    private static Optional<JsonText> piece(JsonText arguments) {
        if (arguments.isObject()) {
            return Optional.of(Json.quoted(arguments.toString()));
        }
        return Optional.of(arguments).filter(ChatAnswer::saysSomething);
    }

    boolean isEmpty() {
        return id.isEmpty() && name.isEmpty() && arguments.isEmpty();
    }
}
