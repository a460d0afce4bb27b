package dev.runnel.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.JsonText;
import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.chat.ChatAnswer;
import dev.runnel.model.chat.Golden;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/**
 * The conformance scenario of a model with the Chat Completions API. Where Runnel decided otherwise: {@code in_progress} and
 * all {@code .done} events are made, every id is there once, and an item is finished when the next one begins.
 */
class ChatConformanceTest extends RunnerFixture {

    private final Queue<Golden> answers = new ArrayDeque<>(List.of(Golden.named("text-and-call"), Golden.named("text")));
    private final List<ModelRequest> requests = new ArrayList<>();
    private final Tool foo = Tool.named("foo").description("A tool.").parameters(JsonText.of("""
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}"""))
            .handler((context, arguments) -> Uni.createFrom()
                    .item(OutputValue.of("foo-ok in " + arguments.string("city").orElse(""))));
    private final Agent agent = a().model((Model) this::chat).tools(foo).build();

    private Multi<ModelEvent> chat(ModelRequest request) {
        requests.add(request);
        List<ModelEvent> events = new ArrayList<>();
        ChatAnswer answer = ChatAnswer.to(request, events::add);
        answers.remove().records().stream().filter(record -> !record.equals("[DONE]")).map(JsonText::of)
                .forEach(answer::read);
        answer.done();
        return Multi.createFrom().iterable(events);
    }

    @Test
    void c55ChunksOfATextAndACall() {
        RunResultStreaming result = runner.runStreamed(agent, "hi");

        List<StreamEvent> events = completed(result);

        assertThat(Trace.of(events)).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                RAW response.output_item.added #8
                RAW response.function_call_arguments.delta #9
                RAW response.function_call_arguments.delta #10
                RAW response.function_call_arguments.done #11
                RAW response.output_item.done #12
                ITEM tool_called [tool_call_item] agent=A call_id=call_A
                RAW response.completed #13
                ITEM tool_output [tool_call_output_item] agent=A call_id=call_A out='foo-ok in Lima'
                RAW response.created #0
                RAW response.in_progress #1
                RAW response.output_item.added #2
                RAW response.content_part.added #3
                RAW response.output_text.delta #4
                RAW response.output_text.delta #5
                RAW response.output_text.done #6
                RAW response.content_part.done #7
                RAW response.output_item.done #8
                ITEM message_output_created [message_output_item] agent=A
                RAW response.completed #9
                RUN completed 'Hello, "you" é€😀'
                """);
        assertThat(requests.get(1).input()).hasSize(4);
        assertThat(result.usage().requests()).isEqualTo(2);
        assertThat(result.usage().totalTokens()).isEqualTo(24);
    }

    @Test
    void c55Collected() {
        RunResult result = runner.run(agent, "hi").await().atMost(LIMIT);

        assertThat(result.finalOutput()).contains("Hello, \"you\" é€😀");
        assertThat(result.newItems()).extracting(item -> item.type()).containsExactly("message_output_item",
                "tool_call_item", "tool_call_output_item", "message_output_item");
    }
}
