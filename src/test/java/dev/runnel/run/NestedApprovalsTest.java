package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.tool.NeedsApproval;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that wait within the runs of agents that are tools: their states are within the outer one's. */
class NestedApprovalsTest extends RunnerFixture {

    private static final String INPUT = "{\"input\":\"?\"}";

    private final List<String> calls = new ArrayList<>();
    private final Tool danger = Tool.named("danger").needsApproval(true).handler((context, arguments) -> {
        calls.add(context.callId());
        return Uni.createFrom().item(OutputValue.of("did " + context.callId()));
    });
    private final Agent inner = Agent.named("Inner").tools(danger).build();

    private static List<String> waiting(RunResult result) {
        return result.interruptions().stream().map(ToolApprovalItem::callId).toList();
    }

    private RunResult start(Agent outer) {
        return runner.run(outer, "hi").await().atMost(LIMIT);
    }

    /** From JSON, as in another process, after the calls of these ids were approved. */
    private RunResult resume(Agent outer, RunResult stopped, String... callIds) {
        RunState state = RunState.fromJson(stopped.toState().toJson());
        state.interruptions().stream().filter(call -> List.of(callIds).contains(call.callId())).forEach(state::approve);
        return runner.run(outer, RunState.fromJson(state.toJson())).await().atMost(LIMIT);
    }

    @Test
    void c43TheCollectedFormGoesOnInTheInnerRunToo() {
        Agent outer = a().tools(inner.asTool("ask_inner", "Asks.")).build();
        model.answer(functionCall("o1", "ask_inner", INPUT)).answer(functionCall("d1", "danger", "{}"));
        RunResult stopped = start(outer);
        assertThat(waiting(stopped)).containsExactly("d1");
        assertThat(stopped.usage().requests()).isEqualTo(2);
        model.answer(message("It is done")).answer(message("done"));

        RunResult result = resume(outer, stopped, "d1");

        assertThat(result.finalOutput()).contains("done");
        assertThat(result.usage().requests()).as("each request once").isEqualTo(4);
        assertThat(result.newItems().get(1).rawItem().json().string("output")).contains("It is done");
        assertThat(calls).containsExactly("d1");
    }

    @Test
    void theCallOfAnAgentThatWasApprovedIsNotAskedForAgainWhenItsRunWaits() {
        Agent outer = a().tools(inner.asTool("ask_inner", "Asks.").withNeedsApproval(NeedsApproval.ALWAYS)).build();
        model.answer(functionCall("o1", "ask_inner", INPUT));
        RunResult first = start(outer);
        assertThat(waiting(first)).containsExactly("o1");
        model.answer(functionCall("d1", "danger", "{}"));
        RunResult second = resume(outer, first, "o1");
        assertThat(waiting(second)).containsExactly("d1");
        model.answer(message("It is done")).answer(message("done"));

        assertThat(resume(outer, second, "d1").finalOutput()).contains("done");
        assertThat(calls).containsExactly("d1");
    }

    @Test
    void ofTwoAgentsOneGoesOnAndTheOtherWaits() {
        Agent other = Agent.named("Other").tools(danger).build();
        Agent outer = a().tools(inner.asTool("ask_inner", "Asks."), other.asTool("ask_other", "Asks.")).build();
        model.answer(functionCall("o1", "ask_inner", INPUT), functionCall("o2", "ask_other", INPUT))
                .answer(functionCall("d1", "danger", "{}")).answer(functionCall("d2", "danger", "{}"));
        RunResult first = start(outer);
        assertThat(waiting(first)).containsExactly("d1", "d2");
        model.answer(message("Inner is done"));
        RunResult second = resume(outer, first, "d1");
        assertThat(waiting(second)).containsExactly("d2");
        model.answer(message("Other is done")).answer(message("done"));

        RunResult third = resume(outer, second, "d2");

        assertThat(third.finalOutput()).contains("done");
        assertThat(third.newItems().stream().map(item -> item.rawItem().json().string("output").orElse("-")))
                .containsExactly("-", "-", "Inner is done", "Other is done", "-");
        assertThat(calls).containsExactly("d1", "d2");
    }
}
