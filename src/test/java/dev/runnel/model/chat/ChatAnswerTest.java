package dev.runnel.model.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ResponseCompletedEvent;
import dev.runnel.model.ResponseDeltaEvent;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ResponseOutputItemAddedEvent;
import dev.runnel.model.ResponseOutputItemDoneEvent;
import dev.runnel.model.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunks in, the events of the Responses format out: the answers in {@code src/test/resources/dev/runnel/model/chat}. */
class ChatAnswerTest {

    static Stream<Golden> answers() {
        return Golden.all();
    }

    static Stream<Golden> wholeAnswers() {
        return Golden.all().filter(golden -> golden.isWhole() && !golden.name().startsWith("error"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void anAnswerBecomesTheseEvents(Golden golden) {
        assertThat(String.join("\n", golden.played())).as(golden.what()).isEqualTo(String.join("\n", golden.events()));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eventsAreNumberedFromZeroAndNothingFollowsTheTerminalOne(Golden golden) {
        List<ModelEvent> events = golden.read();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).sequenceNumber()).hasValue(i);
            assertThat(events.get(i).isTerminal()).isEqualTo(golden.isWhole() && i == events.size() - 1);
        }
    }

    /** As a reader sees it who keeps an account of everything that is open. */
    @ParameterizedTest
    @MethodSource("wholeAnswers")
    void whateverBeginsIsFinishedWithAllOfItsDeltasAndStandsInTheLastEvent(Golden golden) {
        Map<Integer, ResponseItem> begun = new HashMap<>();
        Map<Integer, ResponseItem> done = new HashMap<>();
        Map<String, StringBuilder> written = new HashMap<>();
        Set<String> parts = new HashSet<>();
        for (ModelEvent event : golden.read()) {
            String place = event.json().string("item_id").orElse("") + event.json().number("content_index")
                    + event.json().number("summary_index");
            if (event instanceof ResponseOutputItemAddedEvent added) {
                assertThat(added.outputIndex()).isEqualTo(begun.size());
                begun.put(added.outputIndex(), added.item());
            } else if (event instanceof ResponseDeltaEvent delta) {
                assertThat(done).doesNotContainKey(delta.outputIndex());
                written.computeIfAbsent(place, first -> new StringBuilder()).append(delta.delta());
            } else if (event instanceof ResponseOutputItemDoneEvent finished) {
                assertThat(finished.item().id()).isEqualTo(begun.get(finished.outputIndex()).id());
                assertThat(done.put(finished.outputIndex(), finished.item())).isNull();
            } else if (event.type().endsWith("part.added")) {
                assertThat(parts.add(place)).isTrue();
            } else if (event.type().endsWith("part.done")) {
                assertThat(parts.remove(place)).isTrue();
            } else if (event.type().endsWith(".done")) {
                assertThat(Stream.of("text", "refusal", "arguments").flatMap(name -> event.json().string(name).stream()))
                        .containsExactly(written.remove(place).toString());
            }
        }
        assertThat(parts).isEmpty();
        assertThat(written).isEmpty();
        assertThat(done.keySet()).isEqualTo(begun.keySet());
        assertThat(done.values()).extracting(ResponseItem::id).doesNotHaveDuplicates();
        List<ModelEvent> events = golden.read();
        assertThat(events.get(events.size() - 1).json().member("response").flatMap(response -> response.member("output"))
                .orElseThrow().elements()).containsExactlyElementsOf(done.values().stream().map(ResponseItem::json).toList());
    }

    @Test
    void usageIsCountedInTheWordsOfTheResponsesFormat() {
        assertThat(usage("text")).isEqualTo(new Usage(1, 9, 3, 12, 4, 2));
        assertThat(usage("text-usage-in-last-chunk")).isEqualTo(new Usage(1, 5, 1, 6, 0, 0));
        assertThat(usage("text-without-usage-or-done")).isEqualTo(new Usage(1, 0, 0, 0, 0, 0));
        assertThat(usage(List.of("{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"prompt_cache_hit_tokens\":7}}")).cachedTokens())
                .isEqualTo(7);
    }

    @Test
    void idsAreNeverTheSameTwice() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            for (ModelEvent event : played(ModelRequest.of("hi"), Golden.named("text-and-call").records())) {
                if (event instanceof ResponseCompletedEvent completed) {
                    assertThat(ids.add(completed.toModelResponse().responseId().orElseThrow())).isTrue();
                    completed.toModelResponse().output().forEach(item -> assertThat(ids.add(item.id().orElseThrow())).isTrue());
                }
            }
        }
        assertThat(ids).hasSize(9);
    }

    @Test
    void aCallIdThatTheConversationHasAlreadyIsReplaced() {
        FunctionCall before = new FunctionCall(
                JsonText.of("{\"type\":\"function_call\",\"call_id\":\"call_A\",\"name\":\"foo\",\"arguments\":\"{}\"}"));
        List<ModelEvent> events = played(ModelRequest.of(List.of(Message.user("hi"), before)),
                Golden.named("text-and-call").records());

        assertThat(((ResponseCompletedEvent) events.get(events.size() - 1)).toModelResponse().output().get(1))
                .isInstanceOfSatisfying(FunctionCall.class, call -> assertThat(call.callId()).startsWith("call_chat_"));
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        ChatAnswer answer = ChatAnswer.to(ModelRequest.of("hi"), event -> { });
        JsonText mebibyte = JsonText.of("{\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(1 << 20) + "\"}}]}");
        assertThatThrownBy(() -> {
            for (int i = 0; i < 65; i++) {
                answer.read(mebibyte);
            }
        }).isInstanceOf(ModelBehaviorException.class).hasMessageContaining("too large");
    }

    private static Usage usage(String name) {
        return usage(Golden.named(name).records());
    }

    private static Usage usage(List<String> records) {
        List<ModelEvent> events = played(ModelRequest.of("hi"), records);
        return ((ResponseCompletedEvent) events.get(events.size() - 1)).toModelResponse().usage();
    }

    private static List<ModelEvent> played(ModelRequest request, List<String> records) {
        List<ModelEvent> events = new ArrayList<>();
        ChatAnswer answer = ChatAnswer.to(request, events::add);
        records.stream().filter(record -> !record.equals("[DONE]")).map(JsonText::of).forEach(answer::read);
        answer.done();
        return events;
    }
}
