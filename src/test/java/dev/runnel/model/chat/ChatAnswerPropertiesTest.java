package dev.runnel.model.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Answers of any order: nothing of them is lost or told twice, and none leaves anything open. */
class ChatAnswerPropertiesTest {

    /** A piece of an answer; {@code call} is the call that a piece of arguments belongs to. */
    record Piece(String kind, int call, String text) {

        private String delta() {
            String quoted = Json.quoted(text).toString();
            return kind.equals("arguments")
                    ? "{\"tool_calls\":[{\"index\":" + call + ",\"function\":{\"arguments\":" + quoted + "}}]}"
                    : "{\"" + kind + "\":" + quoted + "}";
        }
    }

    @Property
    void nothingIsLostAndNothingIsToldTwice(@ForAll("pieces") List<Piece> pieces) {
        List<String> records = new ArrayList<>();
        for (int call = 0; call < 3; call++) {
            records.add("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":" + call + ",\"id\":\"c" + call
                    + "\",\"function\":{\"name\":\"foo\"}}]}}]}");
        }
        pieces.forEach(piece -> records.add("{\"choices\":[{\"delta\":" + piece.delta() + "}]}"));

        List<ResponseItem> items = Account.itemsOf(played(records));

        assertThat(items.stream().filter(Message.class::isInstance).map(item -> ((Message) item).text())
                .collect(Collectors.joining())).isEqualTo(all(pieces, "content"));
        assertThat(items.stream().filter(Reasoning.class::isInstance).map(item -> ((Reasoning) item).summary())
                .collect(Collectors.joining())).isEqualTo(all(pieces, "reasoning_content"));
        for (int call = 0; call < 3; call++) {
            int index = call;
            String arguments = all(pieces.stream().filter(piece -> piece.call() == index).toList(), "arguments");
            assertThat(((FunctionCall) items.get(call)).arguments()).isEqualTo(arguments.isEmpty() ? "{}" : arguments);
            assertThat(((FunctionCall) items.get(call)).callId()).isEqualTo("c" + call);
        }
    }

    /** Members of any kind in any place: the answer is whole, or the exception tells of the model's mistake. */
    @Property(tries = 3000)
    void noChunkIsTooOdd(@ForAll("soup") List<String> deltas) {
        try {
            Account.itemsOf(played(deltas.stream().map(delta -> "{\"choices\":[" + delta + "]}").toList()));
        } catch (ModelBehaviorException told) {
            assertThat(told).hasMessageMatching("The model called a (tool of type|function without saying which).*");
        }
    }

    @Provide
    Arbitrary<List<Piece>> pieces() {
        return Combinators.combine(Arbitraries.of("content", "refusal", "reasoning_content", "arguments"),
                Arbitraries.integers().between(0, 2),
                Arbitraries.strings().withChars("a\"\\\n\u00e9\u20ac{}").ofMaxLength(5))
                .as(Piece::new).list().ofMaxSize(30);
    }

    @Provide
    Arbitrary<List<String>> soup() {
        Arbitrary<String> value = Arbitraries.of("null", "1", "\"\"", "\"x\"", "{}", "[]", "[null]", "{\"name\":\"f\"}",
                "[1]", "[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]",
                "[{\"function\":{\"name\":\"g\"}}]",
                "[{\"text\":\"x\"}]", "[{\"index\":1,\"type\":\"custom\"}]", "[{\"index\":\"0\",\"function\":null}]",
                "[{\"index\":2,\"function\":{\"arguments\":{\"a\":1}}}]", "true");
        Arbitrary<String> name = Arbitraries.of("content", "refusal", "reasoning_content", "reasoning", "tool_calls",
                "function_call", "annotations", "role");
        Arbitrary<String> delta = Combinators.combine(name, value, name, value)
                .as((one, first, other, second) -> "{\"" + one + "\":" + first + ",\"" + other + "\":" + second + "}");
        return Combinators.combine(Arbitraries.of("delta", "message"), delta,
                Arbitraries.of("null", "\"\"", "\"stop\"", "\"length\"", "\"content_filter\"", "7"), value)
                .as((member, json, reason, logprobs) -> "{\"" + member + "\":" + json + ",\"finish_reason\":" + reason
                        + ",\"logprobs\":" + logprobs + "}")
                .list().ofMinSize(1).ofMaxSize(8);
    }

    private static String all(List<Piece> pieces, String kind) {
        return pieces.stream().filter(piece -> piece.kind().equals(kind)).map(Piece::text).collect(Collectors.joining());
    }

    private static List<ModelEvent> played(List<String> records) {
        List<ModelEvent> events = new ArrayList<>();
        ChatAnswer answer = ChatAnswer.to(ModelRequest.of("hi"), events::add);
        records.stream().map(JsonText::of).forEach(answer::read);
        answer.done();
        return events;
    }
}
