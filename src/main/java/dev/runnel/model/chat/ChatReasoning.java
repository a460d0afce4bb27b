package dev.runnel.model.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.JsonText;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a model thought, on its way back to it. Only servers that tell thoughts take them back, so those of other providers
 * are left out; and so are those of this format where another one is asked.
 */
public final class ChatReasoning {

    private final StringBuilder summary = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();

    ChatReasoning() {
    }

    /** Whether an item is reasoning that was made of the chunks of a chat: no other API knows it. */
    public static boolean isOne(ResponseItem item) {
        return item instanceof Reasoning && item.id().filter(id -> id.contains(ChatIds.MARK)).isPresent();
    }

    void add(Reasoning item) {
        append(summary, item.json().member("summary"));
        append(thoughts, item.json().member("content"));
    }

    boolean isEmpty() {
        return summary.isEmpty() && thoughts.isEmpty();
    }

    /** Under the names under which it came. */
    void write(JsonGenerator json) throws IOException {
        if (!summary.isEmpty()) {
            json.writeStringField("reasoning_content", summary.toString());
        }
        if (!thoughts.isEmpty()) {
            json.writeStringField("reasoning", thoughts.toString());
        }
    }

    private static void append(StringBuilder to, Optional<JsonText> parts) {
        String text = parts.map(JsonText::elements).orElse(List.of()).stream()
                .flatMap(part -> part.string("text").stream()).collect(Collectors.joining("\n"));
        if (!text.isEmpty()) {
            to.append(to.isEmpty() ? "" : "\n").append(text);
        }
    }
}
