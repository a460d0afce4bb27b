package dev.runnel.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ResponseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the items of a request's input. From outside come the messages of users and assistants only: with another role, or
 * as a tool's output, a caller could tell the model anything in the application's name. Immutable and thread-safe.
 */
final class InputReader {

    private static final Set<String> ROLES = Set.of("user", "assistant");
    private static final String ALLOWED = "a message with the role user or assistant, for example "
            + "{\"role\": \"user\", \"content\": \"Hello\"}";

    private final boolean trusted;
    private final int maxItems;

    /**
     * @param trusted whether all items of the Responses format may come
     * @param maxItems the most items that may come
     */
    InputReader(boolean trusted, int maxItems) {
        this.trusted = trusted;
        this.maxItems = maxItems;
    }

    /**
     * The items of the array that begins here.
     *
     * @throws ProblemException naming the index of the first item that is refused
     */
    List<ResponseItem> read(RequestJson json) {
        List<ResponseItem> items = new ArrayList<>();
        while (json.next() != JsonToken.END_ARRAY) {
            if (items.size() == maxItems) {
                throw Problem.of(422, "The field 'input' has more than the " + maxItems + " items that this server allows")
                        .with("field", "input").with("allowed", "at most " + maxItems + " items").exception();
            }
            items.add(item(json, items.size()));
        }
        return items;
    }

    private ResponseItem item(RequestJson json, int index) {
        String kind = json.kind();
        JsonText item = json.copy();
        if (!item.isObject()) {
            throw refused(400, index, "is " + kind);
        }
        Optional<String> type = item.string("type");
        boolean isMessage = type.map("message"::equals).orElse(item.member("type").isEmpty());
        if (!trusted && !isMessage) {
            throw refused(422, index, type.map(name -> "is a " + Problem.quote(name))
                    .orElse("has a type that is no string"));
        }
        if (isMessage) {
            checkMessage(item, index);
        }
        try {
            return ResponseItem.of(item);
        } catch (ModelBehaviorException malformed) {
            throw refused(400, index, "is malformed (" + malformed.getMessage() + ")");
        }
    }

    private void checkMessage(JsonText item, int index) {
        Optional<String> role = item.string("role");
        if (role.isEmpty()) {
            throw refused(400, index, "has no string 'role'");
        }
        if (!trusted && !ROLES.contains(role.get())) {
            throw refused(422, index, "has the role " + Problem.quote(role.get()));
        }
        JsonText content = item.member("content").orElseThrow(() -> refused(400, index, "has no 'content'"));
        if (item.string("content").isEmpty() && !isParts(content)) {
            throw refused(400, index, "has a 'content' that is neither a string nor an array of parts with a 'type'");
        }
    }

    private static boolean isParts(JsonText content) {
        return content.isArray()
                && content.elements().stream().allMatch(part -> part.isObject() && part.string("type").isPresent());
    }

    private ProblemException refused(int status, int index, String why) {
        String allowed = trusted ? "an item of the Responses format" : ALLOWED;
        return Problem.of(status, "Item " + index + " of the field 'input' " + why + "; it must be " + allowed)
                .with("field", "input").with("index", index).with("allowed", allowed).exception();
    }
}
