package dev.runnel.model.embedded;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * To whom the model hands off, if to anybody. In this order: the tool that the user's words name; the agent whose name
 * they share a word with, or whose language they name; the agent of the user's language, where the instructions tell to hand
 * off; the agent whose description shares a word with the user's, where they do; the only handoff tool that the instructions
 * name. After one handoff only the last remains, so that the next agent answers.
 */
final class HandoffChoice {

    private static final Pattern TOLD = Pattern.compile("hand(s|ing)?[ -]?(off|over)|transfer|delegate|\\broute",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FRAME = Pattern.compile("^Handoff to the .*? agent to handle the request\\.");

    /** Words that say nothing of what an agent is for. */
    private static final Set<String> COMMON = Set.of("agent", "agents", "assistant", "handles", "handle", "speaks", "speak",
            "answers", "answer", "questions", "question", "only", "about", "with", "that", "this", "what", "which", "when",
            "from", "your", "have", "please", "user", "users", "request", "requests", "helps", "help", "the", "and", "for");

    private HandoffChoice() {
    }

    static Optional<ToolSpec> of(Conversation conversation) {
        if (conversation.toolChoice().asText().equals("none")) {
            return Optional.empty();
        }
        List<ToolSpec> open = conversation.tools().stream()
                .filter(tool -> tool.isHandoff() && !conversation.called().contains(tool.name()))
                .toList();
        Optional<ToolSpec> named = only(open.stream().filter(tool -> isNamed(conversation.instructions(), tool)).toList());
        if (conversation.called().stream().anyMatch(ToolSpec::isHandoff)) {
            return named;
        }
        String words = conversation.words();
        Set<String> said = Set.copyOf(Words.of(words));
        boolean told = TOLD.matcher(conversation.instructions()).find();
        Language language = Language.of(words);
        return open.stream().filter(tool -> isNamed(words, tool)).findFirst()
                .or(() -> open.stream().filter(tool -> shares(said, tool.target())).findFirst())
                .or(() -> open.stream().filter(tool -> said.stream().anyMatch(word -> isLanguageOf(word, tool))).findFirst())
                .or(() -> open.stream().filter(tool -> told && speaks(tool, language)).findFirst())
                .or(() -> open.stream().filter(tool -> told && shares(said, purpose(tool))).findFirst())
                .or(() -> named);
    }

    private static Optional<ToolSpec> only(List<ToolSpec> tools) {
        return tools.size() == 1 ? Optional.of(tools.get(0)) : Optional.empty();
    }

    private static boolean isNamed(String text, ToolSpec tool) {
        return Words.indexOfName(text, tool.name()) >= 0;
    }

    private static boolean shares(Set<String> said, String text) {
        return Words.of(text.replace('_', ' ')).stream()
                .anyMatch(word -> word.length() > 2 && !COMMON.contains(word) && said.contains(word));
    }

    private static boolean isLanguageOf(String word, ToolSpec tool) {
        for (Language language : Language.values()) {
            if (language.names().contains(word) && speaks(tool, language)) {
                return true;
            }
        }
        return false;
    }

    private static boolean speaks(ToolSpec tool, Language language) {
        return Words.of(tool.target().replace('_', ' ')).stream().anyMatch(language.names()::contains);
    }

    private static String purpose(ToolSpec tool) {
        return FRAME.matcher(tool.description()).replaceFirst("");
    }
}
