package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.ToolCallItem;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The conformance scenarios of the reference that end by themselves, streamed and collected, each with its whole list of
 * events. Where Runnel decided otherwise: runs start and end with an event of their own, an item directly follows its
 * {@code output_item.done}, a tool's output comes when the tool is done, and {@code handoff_occurred} is spelt so.
 */
class ConformanceTest extends RunnerFixture {

    /** The second turn of most scenarios. */
    private static final String DONE = Trace.MESSAGE + """
            ITEM message_output_created [message_output_item] agent=A
            RAW response.completed #8
            RUN completed 'done'
            """;

    private static final String OUTPUT_AND_DONE = """
            ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='foo-ok'
            """ + DONE;

    private static final Consumer<ScriptedModel> FOO_THEN_DONE = model -> model.answer(functionCall("c1", "foo", "{}"))
            .answer(message("done"));

    @Test
    void c01APlainMessage() {
        RunResultStreaming unread = runner.runStreamed(a().build(), "hi");
        assertThat(unread.isComplete()).isFalse();
        assertThat(unread.currentTurn()).isZero();

        BothForms both = both(a().model(model).build(), RunOptions.DEFAULT, model -> model.answer(message("hello")));
        RunResultStreaming result = both.result();
        List<StreamEvent> events = both.events();

        assertThat(Trace.of(events)).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                RAW response.completed #8
                RUN completed 'hello'
                """);
        assertThat(events).extracting(StreamEvent::sequenceNumber)
                .containsExactlyElementsOf(IntStream.range(0, events.size()).mapToObj(Long::valueOf).toList());
        assertThat(events).extracting(StreamEvent::turn).startsWith(0, 0, 1).doesNotContain(2);
        assertThat(events).allMatch(event -> event.runId().equals(result.runId()));
        assertThat(result.finalOutput()).contains("hello");
        assertThat(result.isComplete()).isTrue();
        assertThat(result.currentTurn()).isEqualTo(1);
        assertThat(result.usage().requests()).isEqualTo(1);
        assertThat(result.rawResponses()).hasSize(1);
        assertThat(result.lastResponseId()).contains("resp_1");
        assertThat(types(result)).containsExactly("message_output_item");
        assertThat(model.requests().get(0).instructions()).contains("You are A.");
    }

    @Test
    void c02AToolCall() {
        BothForms both = both(a().tools(foo()).build(), RunOptions.DEFAULT, FOO_THEN_DONE);
        RunResultStreaming result = both.result();

        assertThat(both.trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                RAW response.completed #6
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='foo-ok'
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                RAW response.completed #8
                RUN completed 'done'
                """);
        assertThat(result.currentTurn()).isEqualTo(2);
        assertThat(result.usage().requests()).isEqualTo(2);
        assertThat(types(result)).containsExactly("tool_call_item", "tool_call_output_item", "message_output_item");
        assertThat(model.requests().get(1).input()).extracting(ResponseItem::type)
                .containsExactly("message", "function_call", "function_call_output");
        assertThat(result.toInputList()).hasSize(4);
    }

    @Test
    void c03AMessageAndAToolCallInOneResponse() {
        assertThat(both(a().tools(foo()).build(), RunOptions.DEFAULT, model -> model
                .answer(message("let me see"), functionCall("c1", "foo", "{}")).answer(message("done")))
                .trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                """ + Trace.call(8) + """
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                RAW response.completed #12
                """ + OUTPUT_AND_DONE);
    }

    @Test
    void c04ReasoningBeforeAToolCall() {
        assertThat(both(a().tools(foo()).build(), RunOptions.DEFAULT, model -> model
                .answer(reasoning("thinking"), functionCall("c1", "foo", "{}")).answer(message("done")))
                .trace()).isEqualTo("""
                RUN started
                AGENT A
                RAW response.created #0
                RAW response.in_progress #1
                """ + Trace.reasoning(2) + """
                ITEM reasoning_item_created [reasoning_item] agent=A
                """ + Trace.call(6) + """
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                RAW response.completed #10
                """ + OUTPUT_AND_DONE);
    }

    @Test
    void c05ReasoningAfterAToolCallKeepsItsPlace() {
        assertThat(both(a().tools(foo()).build(), RunOptions.DEFAULT, model -> model
                .answer(functionCall("c1", "foo", "{}"), reasoning("thinking")).answer(message("done")))
                .trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                """ + Trace.reasoning(6) + """
                ITEM reasoning_item_created [reasoning_item] agent=A
                RAW response.completed #10
                """ + OUTPUT_AND_DONE);
    }

    @Test
    void c06TheOutputOfAFastToolDoesNotWaitForASlowOne() {
        CompletableFuture<OutputValue> slow = new CompletableFuture<>();
        Tool slowTool = tool("slow", () -> Uni.createFrom().completionStage(slow));
        Tool fastTool = tool("fast", () -> Uni.createFrom().item(OutputValue.of("fast-ok")));
        BothForms both = both(a().tools(slowTool, fastTool).build(), RunOptions.DEFAULT, model -> model
                .answer(functionCall("c1", "slow", "{}"), functionCall("c2", "fast", "{}"))
                .answer(message("done")), event -> {
                    if (event instanceof RunItemStreamEvent item && item.name() == RunItemEventName.TOOL_OUTPUT) {
                        slow.complete(OutputValue.of("slow-ok")); // only now, so that the fast one has surely been first
                    }
                });

        assertThat(both.trace()).isEqualTo("""
                RUN started
                AGENT A
                RAW response.created #0
                RAW response.in_progress #1
                RAW response.output_item.added #2
                RAW response.function_call_arguments.delta #3
                RAW response.function_call_arguments.done #4
                RAW response.output_item.done #5
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                RAW response.output_item.added #6
                RAW response.function_call_arguments.delta #7
                RAW response.function_call_arguments.done #8
                RAW response.output_item.done #9
                ITEM tool_called [tool_call_item] agent=A call_id=c2
                RAW response.completed #10
                ITEM tool_output [tool_call_output_item] agent=A call_id=c2 out='fast-ok'
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='slow-ok'
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                RAW response.completed #8
                RUN completed 'done'
                """);
        assertThat(model.requests().get(1).input().stream().skip(1).map(item -> item.json().string("call_id").orElseThrow()))
                .as("the history has the outputs in the order of the calls").containsExactly("c1", "c2", "c1", "c2");
    }

    @Test
    void c07ArgumentsInPiecesAreWholeInToolCalled() {
        Tool tool = Tool.named("foo").parameters(JsonText.of(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},\"required\":[\"a\"],"
                        + "\"additionalProperties\":false}"))
                .handler((context, arguments) -> Uni.createFrom().item(OutputValue.of("foo-ok")));

        BothForms both = both(a().tools(tool).build(), RunOptions.DEFAULT, model -> model.turns(
                ScriptedTurn.answer(functionCall("c1", "foo", "{\"a\":12}")).inDeltas(3)).answer(message("done")));

        assertThat(both.trace()).isEqualTo("""
                RUN started
                AGENT A
                RAW response.created #0
                RAW response.in_progress #1
                RAW response.output_item.added #2
                RAW response.function_call_arguments.delta #3
                RAW response.function_call_arguments.delta #4
                RAW response.function_call_arguments.delta #5
                RAW response.function_call_arguments.done #6
                RAW response.output_item.done #7
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                RAW response.completed #8
                """ + OUTPUT_AND_DONE);
        assertThat(both.events())
                .filteredOn(event -> event instanceof RunItemStreamEvent e && e.item() instanceof ToolCallItem)
                .extracting(event -> ((FunctionCall) ((RunItemStreamEvent) event).item().rawItem()).arguments())
                .containsExactly("{\"a\":12}");
    }

    @Test
    void c08EmptyArgumentsAreAnEmptyObject() {
        StringBuilder seen = new StringBuilder();
        Tool tool = Tool.named("foo").handler((context, arguments) -> {
            seen.append(arguments).append(' ');
            return Uni.createFrom().item(OutputValue.of("foo-ok"));
        });

        assertThat(both(a().tools(tool).build(), RunOptions.DEFAULT, model -> model
                .answer(functionCall("c1", "foo", "{}"), functionCall("c2", "foo", "")).answer(message("done")))
                .trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                """ + Trace.call(6) + """
                ITEM tool_called [tool_call_item] agent=A call_id=c2
                RAW response.completed #10
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='foo-ok'
                ITEM tool_output [tool_call_output_item] agent=A call_id=c2 out='foo-ok'
                """ + DONE);
        assertThat(seen).as("of two calls in both forms").hasToString("{} {} {} {} ");
    }

    @Test
    void c11AFailingToolTellsTheModelAndTheRunGoesOn() {
        Tool boom = tool("boom", () -> Uni.createFrom().failure(new IllegalStateException("boom!")));

        assertThat(both(a().tools(boom).build(), RunOptions.DEFAULT,
                model -> model.answer(functionCall("c1", "boom", "{}")).answer(message("done"))).trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                RAW response.completed #6
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 \
                out='An error occurred while running the tool. Please try again. Error: boom!'
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                RAW response.completed #8
                RUN completed 'done'
                """);
    }

    @Test
    void c13ArgumentsThatAreNoJsonAreToldToTheModel() {
        assertThat(both(a().tools(foo()).build(), RunOptions.DEFAULT,
                model -> model.answer(functionCall("c1", "foo", "{not json")).answer(message("done"))).trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                RAW response.completed #6
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 \
                out='An error occurred while running the tool. Please try again. Error: Invalid JSON input for tool foo'
                """ + DONE);
    }

    @Test
    void c20AHandoff() {
        Agent b = Agent.named("B").instructions("You are B.").build();
        BothForms both = both(a().handoffs(b).build(), RunOptions.DEFAULT,
                model -> model.answer(functionCall("h1", "transfer_to_b", "{}")).answer(message("I am B")));
        RunResultStreaming result = both.result();

        assertThat(both.trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM handoff_requested [handoff_call_item] agent=A
                RAW response.completed #6
                ITEM handoff_occurred [handoff_output_item] agent=A A->B
                AGENT B
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=B
                RAW response.completed #8
                RUN completed 'I am B'
                """);
        assertThat(result.currentAgent()).isEqualTo(b);
        assertThat(model.requests().get(1).instructions()).contains("You are B.");
        assertThat(model.requests().get(1).input().get(2).json().string("output")).contains("{\"assistant\":\"B\"}");
    }

    @Test
    void c21AMessageBeforeAHandoff() {
        Agent b = Agent.named("B").build();

        assertThat(both(a().handoffs(b).build(), RunOptions.DEFAULT, model -> model
                .answer(message("one moment"), functionCall("h1", "transfer_to_b", "{}")).answer(message("I am B")))
                .trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                RAW response.output_item.added #8
                RAW response.function_call_arguments.delta #9
                RAW response.function_call_arguments.done #10
                RAW response.output_item.done #11
                ITEM handoff_requested [handoff_call_item] agent=A
                RAW response.completed #12
                ITEM handoff_occurred [handoff_output_item] agent=A A->B
                AGENT B
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=B
                RAW response.completed #8
                RUN completed 'I am B'
                """);
    }

    @Test
    void c22OfSeveralHandoffsTheFirstWinsAndToolsRunAllTheSame() {
        Agent b = Agent.named("B").build();
        Agent c = Agent.named("C").build();
        BothForms both = both(a().tools(foo()).handoffs(b, c).build(), RunOptions.DEFAULT, model -> model
                .answer(functionCall("t1", "foo", "{}"), functionCall("h1", "transfer_to_b", "{}"),
                        functionCall("h2", "transfer_to_c", "{}"))
                .answer(message("I am B")));

        assertThat(both.trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=t1
                """ + Trace.call(6) + """
                ITEM handoff_requested [handoff_call_item] agent=A
                """ + Trace.call(10) + """
                ITEM handoff_requested [handoff_call_item] agent=A
                RAW response.completed #14
                ITEM tool_output [tool_call_output_item] agent=A call_id=t1 out='foo-ok'
                ITEM tool_output [tool_call_output_item] agent=A call_id=h2 out='Multiple handoffs detected, ignoring this one.'
                ITEM handoff_occurred [handoff_output_item] agent=A A->B
                AGENT B
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=B
                RAW response.completed #8
                RUN completed 'I am B'
                """);
    }

    @Test
    void c29ItemsThatTheTerminalEventDoesNotRepeat() {
        BothForms both = both(a().tools(foo()).build(), RunOptions.DEFAULT, model -> model.turns(
                ScriptedTurn.answer(functionCall("c1", "foo", "{}")).withoutTerminalOutput(),
                ScriptedTurn.answer(message("done")).withoutTerminalOutput()));
        RunResultStreaming result = both.result();

        assertThat(both.trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                RAW response.completed #6
                """ + OUTPUT_AND_DONE);
        assertThat(result.finalOutput()).contains("done");
        assertThat(model.requests().get(1).input()).hasSize(3);
    }

    private static List<String> types(RunResultStreaming result) {
        return result.newItems().stream().map(RunItem::type).toList();
    }
}
