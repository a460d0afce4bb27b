package dev.runnel.agent;

import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Folds a conversation into one message of the assistant: a numbered line for each item, between two markers. One that was
 * folded before is taken apart again, so that it does not nest deeper with each handoff.
 *
 * @param startMarker the line before the conversation
 * @param endMarker the line behind it
 */
public record NestedHistory(String startMarker, String endMarker) implements HandoffHistoryMapper {

    /** With the Agents SDK's markers. */
    public static final NestedHistory DEFAULT = new NestedHistory("<CONVERSATION HISTORY>", "</CONVERSATION HISTORY>");

    private static final String PREAMBLE = "What the user and the agents before you have said and done so far:";

    private static final Pattern NUMBER = Pattern.compile("(?m)^\\d+\\. ");

    public NestedHistory {
        Objects.requireNonNull(startMarker, "startMarker");
        Objects.requireNonNull(endMarker, "endMarker");
    }

    @Override
    public List<ResponseItem> map(List<ResponseItem> conversation) {
        List<String> lines = new ArrayList<>();
        conversation.forEach(item -> lines.addAll(lines(item)));
        StringBuilder text = new StringBuilder(PREAMBLE).append('\n').append(startMarker).append('\n');
        for (int i = 0; i < lines.size(); i++) {
            text.append(i + 1).append(". ").append(lines.get(i)).append('\n');
        }
        return List.of(Message.of("assistant", text.append(endMarker).toString()));
    }

    private List<String> lines(ResponseItem item) {
        if (!(item instanceof Message message)) {
            return List.of(item.type() + ": " + item.json());
        }
        String text = message.text();
        int start = text.indexOf(startMarker + '\n');
        int end = text.lastIndexOf(endMarker);
        if (!text.startsWith(PREAMBLE) || start < 0 || end < start) {
            return List.of(message.role() + ": " + text);
        }
        return NUMBER.splitAsStream(text.substring(start + startMarker.length() + 1, end))
                .filter(line -> !line.isEmpty()).map(String::stripTrailing).toList();
    }
}
