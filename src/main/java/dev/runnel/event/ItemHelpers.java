package dev.runnel.event;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

    /** The text of a message's last part; empty if that is a refusal, or the item no message. */
    public static Optional<String> extractLastText(ResponseItem item) {
        return item instanceof Message message ? message.lastText() : Optional.empty();
    }

    /** All text of a message; empty if it has none, or the item is no message. */
    public static Optional<String> extractText(ResponseItem item) {
        return item instanceof Message message ? Optional.of(message.text()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** The words with which the model refused; empty if it did not, or the item is no message. */
    public static Optional<String> extractRefusal(ResponseItem item) {
        return item instanceof Message message ? message.refusal() : Optional.empty();
    }

    /** What a call of a tool is answered with in a conversation. */
    public static FunctionCallOutput toolCallOutputItem(FunctionCall call, OutputValue output) {
        return output.parts().isEmpty() ? FunctionCallOutput.of(call.callId(), output.text())
                : FunctionCallOutput.of(call.callId(), output.parts());
    }

    /** A text as the list of items that it stands for: one user message. */
    public static List<ResponseItem> inputToNewInputList(String input) {
        return List.of(Message.user(input));
    }
}
