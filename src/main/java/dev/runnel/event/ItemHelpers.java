package dev.runnel.event;

import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Small questions about items, under the names of the Agents SDK's {@code ItemHelpers}. */
public final class ItemHelpers {

    private ItemHelpers() {
    }

    /** All text of a message. */
    public static String textMessageOutput(MessageOutputItem message) {
        return message.rawItem().text();
    }

    /** All text of all messages among these items, in their order. */
    public static String textMessageOutputs(Collection<? extends RunItem> items) {
        return items.stream()
                .filter(MessageOutputItem.class::isInstance)
                .map(item -> textMessageOutput((MessageOutputItem) item))
                .collect(Collectors.joining());
    }

    /** The last words of an item, its text or its refusal; empty if it is no message. */
    public static String extractLastContent(ResponseItem item) {
        return item instanceof Message message ? message.lastContent() : "";
    }

    /** A text as the list of items that it stands for: one user message. */
    public static List<ResponseItem> inputToNewInputList(String input) {
        return List.of(Message.user(input));
    }
}
