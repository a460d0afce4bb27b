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
import dev.runnel.model.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    @MethodSource("wholeAnswers")
    void whateverBeginsIsFinishedWithAllOfItsDeltasAndStandsInTheLastEvent(Golden golden) {
        Account.itemsOf(golden.read());
    }

    @Test
    void usageIsCountedInTheWordsOfTheResponsesFormat() {
        assertSums(usage("text"), new Usage(1, 9, 3, 12, 4, 2));
        assertSums(usage("text-usage-in-last-chunk"), new Usage(1, 5, 1, 6, 0, 0));
        assertSums(usage("text-without-usage-or-done"), new Usage(1, 0, 0, 0, 0, 0));
        String hit = "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"prompt_cache_hit_tokens\":7}}";
        assertThat(usage(List.of(hit)).cachedTokens()).isEqualTo(7);
    }

    private static void assertSums(Usage usage, Usage sums) {
        assertThat(usage).usingRecursiveComparison().ignoringFields("requestUsageEntries").isEqualTo(sums);
    }

    @Test
    void idsAreNeverTheSameTwice() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            for (ModelEvent event : played(ModelRequest.of("hi"), Golden.named("text-and-call").records())) {
                if (event instanceof ResponseCompletedEvent completed) {
                    assertThat(ids.add(completed.toModelResponse().responseId().orElseThrow())).isTrue();
                    completed.toModelResponse().output()
                            .forEach(item -> assertThat(ids.add(item.id().orElseThrow())).isTrue());
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
