package dev.runnel.model.chat;

import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.MemberNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What one chunk adds to the answer. Of several choices the first one counts.
 *
 * @param length the bytes that it has
 * @param finishReason why the model stops, once it does
 * @param logprobs the odds of the tokens that came, where the server tells them
 * @param members what {@link #MEMBERS} names
 */
record Delta(int length, Optional<String> finishReason, Optional<JsonText> logprobs, List<Optional<JsonText>> members) {

    private static final MemberNames CHOICE = MemberNames.of("index", "delta", "message", "logprobs", "finish_reason");
    private static final MemberNames MEMBERS = MemberNames.of("reasoning_content", "reasoning", "content", "refusal",
            "tool_calls", "function_call", "annotations");
    private static final JsonText NOTHING = JsonText.of("{}");
    private static final List<String> CITATION = List.of("start_index", "end_index", "url", "title");

    /**
     * Of the first choice of a chunk.
     *
     * @param answered whether deltas came before: a whole message, which some servers send in their place, only repeats them
     */
    static Optional<Delta> of(JsonText choices, boolean answered) {
        for (JsonText choice : choices.elements()) {
            List<Optional<JsonText>> found = choice.members(CHOICE);
            if (found.get(0).isEmpty() || found.get(0).get().number().orElse(0) == 0) {
                JsonText delta = found.get(1).filter(JsonText::isObject)
                        .or(() -> found.get(2).filter(message -> message.isObject() && !answered)).orElse(NOTHING);
                // some servers send an empty reason until there is one
                Optional<String> reason = found.get(4).flatMap(JsonText::string).filter(text -> !text.isBlank());
                return Optional.of(new Delta(choice.length(), reason, found.get(3), delta.members(MEMBERS)));
            }
        }
        return Optional.empty();
    }

    /** What the model wrote: thoughts first, because it thinks before it speaks. */
    void written(BiConsumer<PartKind, JsonText> to) {
        // some servers tell the same thoughts under both names
        if (!words(0, PartKind.SUMMARY, to)) {
            words(1, PartKind.THOUGHT, to);
        }
        if (!words(2, PartKind.TEXT, to) && members.get(2).isPresent()) {
            members.get(2).get().elements().forEach(part -> part(part, to));
        }
        words(3, PartKind.REFUSAL, to);
    }

    private boolean words(int member, PartKind kind, BiConsumer<PartKind, JsonText> to) {
        Optional<JsonText> piece = members.get(member);
        if (piece.isEmpty() || !ChatAnswer.saysSomething(piece.get())) {
            return false;
        }
        to.accept(kind, piece.get());
        return true;
    }

    /** Content as a list of parts, as Mistral sends it where the model thinks. */
    private static void part(JsonText part, BiConsumer<PartKind, JsonText> to) {
        part.member("text").filter(ChatAnswer::saysSomething).ifPresent(piece -> to.accept(PartKind.TEXT, piece));
        part.member("refusal").filter(ChatAnswer::saysSomething).ifPresent(piece -> to.accept(PartKind.REFUSAL, piece));
        part.member("thinking").ifPresent(thinking -> {
            if (ChatAnswer.saysSomething(thinking)) {
                to.accept(PartKind.THOUGHT, thinking);
            }
            thinking.elements().forEach(inner -> inner.member("text").filter(ChatAnswer::saysSomething)
                    .ifPresent(piece -> to.accept(PartKind.THOUGHT, piece)));
        });
    }

    List<Fragment> fragments() {
        if (members.get(4).isEmpty() && members.get(5).isEmpty()) {
            return List.of();
        }
        List<Fragment> all = new ArrayList<>();
        members.get(4).ifPresent(calls -> calls.elements().stream().map(Fragment::ofToolCall).forEach(all::add));
        members.get(5).filter(JsonText::isObject).map(Fragment::ofFunctionCall).ifPresent(all::add);
        return all;
    }

    /** Citations, in the words of the Responses format. */
    List<JsonText> annotations() {
        return members.get(6).isEmpty() ? List.of() : members.get(6).get().elements().stream()
                .flatMap(annotation -> annotation.member("url_citation").filter(JsonText::isObject).stream())
                .map(Delta::citation)
                .toList();
    }

    private static JsonText citation(JsonText citation) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "url_citation");
            for (String name : CITATION) {
                Optional<JsonText> member = citation.member(name);
                if (member.isPresent()) {
                    Json.raw(json, name, member.get());
                }
            }
            json.writeEndObject();
        });
    }

    /** The odds of each token of the text. */
    List<JsonText> odds() {
        return logprobs.isEmpty() ? List.of()
                : logprobs.get().member("content").map(JsonText::elements).orElse(List.of());
    }
}
