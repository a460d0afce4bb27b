package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.JsonText;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The scenarios C39 to C42, each in both forms. Where Runnel decided otherwise: each call that waits is told by an event
 * {@code tool_approval_requested}, and a resumed run begins and ends with events of its own.
 */
class ApprovalConformanceTest extends RunnerFixture {

    private static final String ANSWER = Trace.MESSAGE + """
            ITEM message_output_created [message_output_item] agent=A
            RAW response.completed #8
            RUN completed 'done'
            """;

    private final AtomicInteger frees = new AtomicInteger();
    private final AtomicInteger dangers = new AtomicInteger();
    private final Agent agent = a().tools(
            tool("free", () -> Uni.createFrom().item(OutputValue.of("free-" + frees.incrementAndGet()))),
            Tool.named("danger").needsApproval(true).handler((context, arguments) -> Uni.createFrom().item(
                    OutputValue.of("danger-" + dangers.incrementAndGet())))).build();

    private void interruption() {
        model.answer(functionCall("f1", "free", "{}"), functionCall("d1", "danger", "{}"));
    }

    private RunResultStreaming interrupted() {
        interruption();
        RunResultStreaming result = runner.runStreamed(agent, "hi");
        completed(result);
        return result;
    }

    @Test
    void c39AFreeCallRunsAndOneThatNeedsApprovalInterrupts() {
        interruption();
        RunResultStreaming result = runner.runStreamed(agent, "hi");

        assertThat(Trace.of(completed(result))).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=f1
                """ + Trace.call(6) + """
                ITEM tool_called [tool_call_item] agent=A call_id=d1
                RAW response.completed #10
                ITEM tool_output [tool_call_output_item] agent=A call_id=f1 out='free-1'
                ITEM tool_approval_requested [tool_approval_item] agent=A call_id=d1
                RUN interrupted
                """);
        assertInterrupted(result.toResult());
        assertThat(result.isComplete()).isTrue();
        assertThat(result.interruptions()).isEqualTo(result.toResult().interruptions());

        interruption();
        assertInterrupted(runner.run(agent, "hi").await().atMost(LIMIT));
        assertThat(dangers).hasValue(0);
    }

    private static void assertInterrupted(RunResult result) {
        assertThat(result.interruptions()).extracting(ToolApprovalItem::callId).containsExactly("d1");
        assertThat(result.newItems()).extracting(RunItem::type).containsExactly("tool_call_item", "tool_call_item",
                "tool_call_output_item", "tool_approval_item");
        assertThat(result.toInputList()).as("an approval is no input").extracting(ResponseItem::type)
                .containsExactly("message", "function_call", "function_call", "function_call_output");
        assertThat(result.finalOutput()).isEmpty();
        assertThat(result.usage().requests()).isEqualTo(1);
    }

    @Test
    void c40WhatIsApprovedRunsAndTheRunGoesOn() {
        goesOn(state -> state, true, "danger-1");
    }

    @Test
    void c41WhatIsRejectedIsToldToTheModel() {
        goesOn(state -> {
            state.clearPendingInput(); // harmless
            return state;
        }, false, "not today");
        assertThat(dangers).hasValue(0);
    }

    @Test
    void c42AStateThatWasTextInBetweenGoesOnInTheSameWay() {
        goesOn(state -> RunState.fromJson(JsonText.of(state.toJson().toString())), true, "danger-1");
    }

    @Test
    void c42WhatWasDecidedIsInTheTextToo() {
        RunState state = interrupted().toState();
        state.reject(state.interruptions().get(0), "not today");
        RunState read = RunState.fromJson(state.toJson());
        model.answer(message("done"));

        assertThat(Trace.of(completed(runner.runStreamed(agent, read)))).contains("call_id=d1 out='not today'");
    }

    private void goesOn(UnaryOperator<RunState> way, boolean approved, String output) {
        RunResultStreaming first = interrupted();
        RunState state = decided(way.apply(first.toState()), approved);
        model.answer(message("done"));
        RunResultStreaming result = runner.runStreamed(agent, state);
        List<StreamEvent> events = completed(result);

        assertThat(Trace.of(events)).isEqualTo("""
                RUN started
                AGENT A
                ITEM tool_output [tool_call_output_item] agent=A call_id=d1 out='%s'
                """.formatted(output) + ANSWER);
        assertThat(events).extracting(StreamEvent::turn).startsWith(1, 1, 1, 2).doesNotContain(0, 3);
        assertThat(events.get(0).sequenceNumber()).isZero();
        assertThat(result.runId()).isNotEqualTo(first.runId());
        assertGoneOn(result.toResult());
        assertThat(result.currentTurn()).isEqualTo(2);
        assertThat(frees).as("calls of the free tool").hasValue(1);

        dangers.set(0);
        frees.set(0);
        RunState again = decided(way.apply(interrupted().toState()), approved);
        model.answer(message("done"));
        RunResult collected = runner.run(agent, again).await().atMost(LIMIT);
        assertGoneOn(collected);
        assertThat(collected.newItems()).isEqualTo(result.newItems());
    }

    private static RunState decided(RunState state, boolean approved) {
        if (approved) {
            state.approve(state.interruptions().get(0));
        } else {
            state.reject(state.interruptions().get(0), "not today");
        }
        return state;
    }

    private void assertGoneOn(RunResult result) {
        assertThat(result.finalOutput()).contains("done");
        assertThat(result.usage().requests()).isEqualTo(2);
        assertThat(result.rawResponses()).hasSize(2);
        assertThat(result.newItems()).extracting(RunItem::type).containsExactly("tool_call_item", "tool_call_item",
                "tool_call_output_item", "tool_call_output_item", "message_output_item");
        assertThat(result.interruptions()).isEmpty();
        assertThat(result.state()).isEmpty();
        List<ResponseItem> seen = model.requests().get(model.requests().size() - 1).input();
        assertThat(seen).extracting(ResponseItem::type).containsExactly("message", "function_call", "function_call",
                "function_call_output", "function_call_output");
    }
}
