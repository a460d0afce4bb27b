package dev.runnel.model.embedded;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What the embedded model answers: calls of the tools that are named and were not called yet, else a handoff, else text. A
 * pure function of the conversation.
 */
final class Reply {

    /** More of the user's words are not repeated. */
    private static final int LONGEST_QUOTE = 300;

    private Reply() {
    }

    /** At least one item. */
    static List<OutputItem> to(Conversation conversation) {
        List<ToolSpec> calls = new ArrayList<>(NamedTools.of(conversation));
        if (calls.isEmpty()) {
            HandoffChoice.of(conversation).ifPresent(calls::add);
        }
        if (calls.isEmpty()) {
            return List.of(new OutputItem.Text(text(conversation)));
        }
        return calls.stream()
                .<OutputItem> map(tool -> new OutputItem.Call(tool.name(), json(tool, conversation)))
                .toList();
    }

    private static String json(ToolSpec tool, Conversation conversation) {
        return utf8(Tree.bytes(Arguments.of(tool.parameters(), conversation.words())));
    }

    private static String text(Conversation conversation) {
        if (conversation.outputSchema().isObject()) {
            return utf8(Tree.bytes(Arguments.value(conversation.outputSchema(), conversation.words())));
        }
        Language language = Language.ofAgent(conversation.instructions());
        OptionalInt jokes = JokeCount.of(conversation);
        return jokes.isPresent() ? Jokes.tell(jokes.getAsInt(), language) : plain(conversation, language);
    }

    private static String plain(Conversation conversation, Language language) {
        boolean spanish = language == Language.SPANISH;
        String outputs = conversation.outputs().stream()
                .filter(output -> !ToolSpec.isHandoff(output.tool()))
                .map(output -> (spanish ? " La herramienta " : " The tool ") + output.tool()
                        + (spanish ? " respondió: " : " answered: ") + cut(output.text()) + ".")
                .collect(Collectors.joining());
        String said = conversation.words().isBlank() ? ""
                : (spanish ? " Has dicho: " : " You said: ") + cut(conversation.words());
        return spanish
                ? "Soy el modelo integrado de Runnel, no un LLM: respondo con unas pocas reglas fijas." + outputs + said
                        + "\nPara hablar con un LLM, configura OPENAI_API_KEY o OPENAI_BASE_URL."
                : "I am Runnel's embedded model, not an LLM: I answer by a few fixed rules." + outputs + said
                        + "\nTo talk to an LLM, set OPENAI_API_KEY or OPENAI_BASE_URL.";
    }

    private static String cut(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= LONGEST_QUOTE) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
