package dev.runnel.model.embedded;

import java.util.Comparator;
import java.util.List;

/** The tools to call now: those that the instructions or the user's words name, as far as they were not called yet. */
final class NamedTools {

    private NamedTools() {
    }

    /** In the order in which they are named; handoffs are left to {@link HandoffChoice}. */
    static List<ToolSpec> of(Conversation conversation) {
        if (conversation.toolChoice().asText().equals("none")) {
            return List.of();
        }
        String forced = conversation.toolChoice().path("name").asText();
        if (!forced.isEmpty()) {
            return conversation.tools().stream().filter(tool -> tool.name().equals(forced)).toList();
        }
        List<ToolSpec> named = named(conversation);
        if (named.isEmpty() && conversation.toolChoice().asText().equals("required")) {
            return conversation.tools().stream().limit(1).toList();
        }
        return conversation.parallelToolCalls() ? named : named.stream().limit(1).toList();
    }

    private static List<ToolSpec> named(Conversation conversation) {
        String text = conversation.instructions() + "\n" + conversation.words();
        return conversation.tools().stream()
                .filter(tool -> !tool.isHandoff() && !conversation.called().contains(tool.name()))
                .filter(tool -> Words.indexOfName(text, tool.name()) >= 0)
                .sorted(Comparator.comparingInt(tool -> Words.indexOfName(text, tool.name())))
                .toList();
    }
}
