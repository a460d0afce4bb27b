package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.agent.Agent;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.agent.UserException;
import dev.runnel.event.AgentRef;
import dev.runnel.event.InputItem;
import dev.runnel.event.OutputValue;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a state keeps, in itself and as JSON, and what resuming makes of it. */
class RunStateTest extends RunnerFixture {

    private final List<String> calls = new ArrayList<>();
    private final Tool danger = Tool.named("danger").needsApproval(true).handler((context, arguments) -> {
        calls.add(context.callId());
        return Uni.createFrom().item(OutputValue.of("did " + context.callId()
                + context.run().context().map(given -> " for " + given).orElse("")));
    });
    private final Agent agent = a().tools(danger).build();

    private RunState interrupted(Agent by, RunOptions options, ResponseItem... items) {
        model.answer(items);
        RunResultStreaming result = runner.runStreamed(by, "hi", options);
        completed(result);
        return result.toState();
    }

    private RunState interrupted(ResponseItem... items) {
        return interrupted(agent, RunOptions.DEFAULT, items);
    }

    private static RunState approved(RunState state) {
        state.interruptions().forEach(state::approve);
        return state;
    }

    /** The resumed run, whose model says no more than that it is done. */
    private RunResultStreaming resumed(Agent root, RunState state) {
        model.answer(message("done"));
        RunResultStreaming result = runner.runStreamed(root, state);
        completed(result);
        return result;
    }

    @Test
    void theUndecidedCallsInterruptAgainAndTheOthersAreNotMadeTwice() {
        RunState state = interrupted(functionCall("d1", "danger", "{}"), functionCall("d2", "danger", "{}"),
                functionCall("d3", "danger", "{}"));
        state.approve(state.interruptions().get(1));
        RunResultStreaming half = runner.runStreamed(agent, state);

        assertThat(Trace.of(completed(half))).isEqualTo("""
                RUN started
                AGENT A
                ITEM tool_approval_requested [tool_approval_item] agent=A call_id=d1
                ITEM tool_output [tool_call_output_item] agent=A call_id=d2 out='did d2'
                ITEM tool_approval_requested [tool_approval_item] agent=A call_id=d3
                RUN interrupted
                """);
        assertThat(half.interruptions()).extracting(ToolApprovalItem::callId).containsExactly("d1", "d3");
        assertThat(half.usage().requests()).isEqualTo(1);

        RunResultStreaming whole = resumed(agent, approved(RunState.fromJson(half.toState().toJson())));

        assertThat(calls).containsExactly("d2", "d1", "d3");
        assertThat(whole.newItems().stream().map(item -> item.rawItem().json().string("call_id").orElse("-")))
                .as("outputs in the order of the calls").containsExactly("d1", "d2", "d3", "d1", "d2", "d3", "-");
    }

    @Test
    void whatIsAlwaysApprovedIsNotAskedForAgain() {
        RunState state = interrupted(functionCall("d1", "danger", "{}"), functionCall("d2", "danger", "{\"a\":1}"));
        state.approveAlways(state.interruptions().get(0));
        model.answer(functionCall("d3", "danger", "{}")).answer(functionCall("d4", "danger", "{}")).answer(message("done"));

        RunResultStreaming result = runner.runStreamed(agent, RunState.fromJson(state.toJson()));
        completed(result);

        assertThat(calls).containsExactly("d1", "d3", "d4"); // the arguments of d2 do not fit: it was called, and refused them
        assertThat(result.finalOutput()).contains("done");
    }

    @Test
    void whatIsAlwaysRejectedIsNotAskedForAgain() {
        RunState state = interrupted(functionCall("d1", "danger", "{}"));
        state.rejectAlways(state.interruptions().get(0), "never");
        model.answer(functionCall("d2", "danger", "{}"));

        assertThat(Trace.of(completed(resumedWithout(state)))).contains("call_id=d1 out='never'", "call_id=d2 out='never'");
        assertThat(calls).isEmpty();
    }

    private RunResultStreaming resumedWithout(RunState state) {
        model.answer(message("done"));
        return runner.runStreamed(agent, state);
    }

    @Test
    void aRejectionWithoutWordsHasThoseOfTheSdk() {
        RunState state = interrupted(functionCall("d1", "danger", "{}"));
        state.reject(state.interruptions().get(0));

        assertThat(Trace.of(completed(resumedWithout(state)))).contains("out='Tool execution was not approved.'");
    }

    @Test
    void aConsentServesForOneCallOnlyEvenIfALaterOneHasItsId() {
        RunState state = approved(interrupted(functionCall("d1", "danger", "{}")));
        model.answer(functionCall("d1", "danger", "{}"));
        RunResultStreaming result = runner.runStreamed(agent, state);
        completed(result);

        assertThat(result.interruptions()).hasSize(1);
        assertThat(calls).containsExactly("d1");
    }

    @Test
    void aDecisionOfACallThatDoesNotWaitIsRefused() {
        RunState state = interrupted(functionCall("d1", "danger", "{}"));
        ToolApprovalItem other = new ToolApprovalItem(new AgentRef("A"),
                (FunctionCall) functionCall("d1", "danger", "{\"sum\":1000}"));

        assertThatThrownBy(() -> state.approve(other)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The call d1 of the tool danger does not wait here; those that do are [d1 of danger]");
    }

    @Test
    void aStateIsResumedOnce() {
        RunState state = approved(interrupted(functionCall("d1", "danger", "{}")));
        resumed(agent, state);

        assertThatThrownBy(() -> runner.runStreamed(agent, state)).isInstanceOf(UserException.class)
                .hasMessageContaining("resumed already");
        RunState other = approved(interrupted(functionCall("d2", "danger", "{}")));
        model.answer(message("done"));
        Uni<RunResult> cold = runner.run(agent, other);
        cold.await().atMost(LIMIT);
        assertThatThrownBy(() -> cold.await().atMost(LIMIT)).hasMessageContaining("resumed already");
        assertThat(calls).containsExactly("d1", "d2");
    }

    @Test
    void aResultGivesItsStateAnewEachTime() {
        model.answer(functionCall("d1", "danger", "{}"));
        RunResult result = runner.run(agent, "hi").await().atMost(LIMIT);
        result.toState().approve(result.interruptions().get(0));

        RunResultStreaming again = runner.runStreamed(agent, result.toState());
        completed(again);
        assertThat(again.interruptions()).as("nobody has decided in this one").hasSize(1);
    }

    @Test
    void nothingRunsBeforeTheEventsOfTheResumedRunAreAskedFor() {
        RunResultStreaming result = runner.runStreamed(agent, approved(interrupted(functionCall("d1", "danger", "{}"))));
        AssertSubscriber<?> subscriber = result.streamEvents().subscribe().withSubscriber(AssertSubscriber.create(2));
        subscriber.awaitItems(2, LIMIT);
        assertThat(calls).isEmpty();

        result.cancel(CancelMode.AFTER_TURN);
        subscriber.request(10);
        subscriber.awaitCompletion(LIMIT);
        assertThat(calls).as("the run ended before its turn went on").isEmpty();
        model.answer(message("done"));
        completed(runner.runStreamed(agent, result.toState()));
        assertThat(calls).containsExactly("d1");
    }

    @Test
    void aRunThatWasCancelledBetweenTwoTurnsGoesOn() {
        Agent calling = a().tools(foo()).build();
        model.answer(functionCall("c1", "foo", "{}"));
        RunResultStreaming result = runner.runStreamed(calling, "hi");
        result.streamEvents().onItem().invoke(event -> {
            if (Trace.line(event).startsWith("ITEM tool_called")) {
                result.cancel(CancelMode.AFTER_TURN);
            }
        }).collect().last().await().atMost(LIMIT);
        RunState state = RunState.fromJson(result.toState().toJson());
        assertThat(state.interruptions()).isEmpty();
        assertThat(state.turn()).isEqualTo(1);
        state.addInput("and hurry");

        RunResultStreaming rest = resumed(calling, state);

        assertThat(rest.currentTurn()).isEqualTo(2);
        assertThat(rest.usage().requests()).isEqualTo(2);
        assertThat(model.requests().get(1).input()).extracting(ResponseItem::type)
                .containsExactly("message", "function_call", "function_call_output", "message");
    }

    @Test
    void aRunThatEndedOtherwiseHasNoState() {
        model.answer(message("done"));
        RunResultStreaming result = runner.runStreamed(agent, "hi");
        completed(result);

        assertThatThrownBy(result::toState).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only one that was interrupted, or cancelled between two turns");
    }

    @Test
    void addedInputComesBehindTheOutputsAndIsTakenUpOnce() {
        RunState state = interrupted(functionCall("d1", "danger", "{}"), functionCall("d2", "danger", "{}"));
        state.addInput("no");
        state.clearPendingInput();
        state.addInput("and hurry");
        state.approve(state.interruptions().get(0));
        RunResultStreaming half = runner.runStreamed(agent, RunState.fromJson(state.toJson()));
        completed(half);
        RunState rest = approved(half.toState());
        assertThat(rest.pendingInput()).as("no model has been called yet").hasSize(1);
        model.answer(functionCall("d3", "danger", "{}"));
        RunResultStreaming third = runner.runStreamed(agent, rest);
        completed(third);

        assertThat(third.toState().pendingInput()).isEmpty();
        assertThat(third.newItems().get(4)).isInstanceOf(InputItem.class);
        RunResultStreaming last = resumed(agent, approved(RunState.fromJson(third.toState().toJson())));
        assertThat(model.requests().get(2).input()).extracting(ResponseItem::type).containsExactly("message",
                "function_call", "function_call", "function_call_output", "function_call_output", "message",
                "function_call", "function_call_output");
        assertThat(last.toInputList()).hasSize(9);
    }

    @Test
    void inputThatNoModelMaySeeIsRefusedBeforeAnythingRuns() {
        Agent ending = a().tools(danger).toolUseBehavior(ToolUseBehavior.stopOnFirstTool()).build();
        RunState state = approved(interrupted(ending, RunOptions.DEFAULT, functionCall("d1", "danger", "{}")));
        state.addInput("and hurry");

        assertThatThrownBy(() -> runner.runStreamed(ending, state)).isInstanceOf(UserException.class)
                .hasMessageContaining("clearPendingInput()");
        assertThat(calls).isEmpty();
        state.clearPendingInput();
        RunResultStreaming result = runner.runStreamed(ending, state);
        completed(result);
        assertThat(result.finalOutput()).contains("did d1");
    }

    @Test
    void theAgentInControlIsFoundByItsName() {
        Agent careful = Agent.named("Careful").tools(danger).build();
        Agent root = a().handoffs(careful).build();
        model.answer(functionCall("h1", "transfer_to_careful", "{}"));
        RunState state = approved(interrupted(root, RunOptions.DEFAULT, functionCall("d1", "danger", "{}")));
        assertThat(state.agent()).isEqualTo("Careful");

        assertThatThrownBy(() -> runner.runStreamed(agent, RunState.fromJson(state.toJson())))
                .isInstanceOf(UserException.class).hasMessageContaining("the agent 'Careful', which was in control");
        model.answer(message("done"));
        assertThat(Trace.of(completed(runner.runStreamed(root, RunState.fromJson(state.toJson()))))).startsWith("""
                RUN started
                AGENT Careful
                ITEM tool_output [tool_call_output_item] agent=Careful call_id=d1 out='did d1'
                RAW""");
    }

    @Test
    void aHandoffWaitsForTheDecision() {
        Agent b = Agent.named("B").build();
        Agent root = a().tools(danger).handoffs(b).build();
        RunState state = approved(interrupted(root, RunOptions.DEFAULT, functionCall("d1", "danger", "{}"),
                functionCall("h1", "transfer_to_b", "{}")));
        model.answer(message("done"));

        assertThat(Trace.of(completed(runner.runStreamed(root, RunState.fromJson(state.toJson()))))).startsWith("""
                RUN started
                AGENT A
                ITEM tool_output [tool_call_output_item] agent=A call_id=d1 out='did d1'
                ITEM handoff_occurred [handoff_output_item] agent=A A->B
                AGENT B
                """);
    }

    @Test
    void theMostTurnsAreThoseOfTheFirstRun() {
        RunState state = approved(interrupted(agent, RunOptions.builder().maxTurns(1).build(),
                functionCall("d1", "danger", "{}")));

        failure(subscribed(runner.runStreamed(agent, RunState.fromJson(state.toJson()))), MaxTurnsExceededException.class);
        assertThat(calls).containsExactly("d1");
    }

    @Test
    void aToolThatIsGoneIsToldBeforeAnythingRuns() {
        RunState state = approved(interrupted(functionCall("d1", "danger", "{}")));

        assertThat(failure(subscribed(runner.runStreamed(a().build(), state)), UserException.class))
                .hasMessage("The run cannot be resumed: its call d1 is of the tool 'danger', which the agent 'A' does not"
                        + " have (any more)");
    }

    @Test
    void theContextGoesAlongInJavaAndByACodecInJson() {
        RunOptions options = RunOptions.builder().context("Ann").build();
        RunState state = approved(interrupted(agent, options, functionCall("d1", "danger", "{}")));
        JsonText plain = state.toJson();
        JsonText whole = state.toJson(new Names());

        assertThat(outputOf(state, RunOptions.DEFAULT)).isEqualTo("did d1 for Ann");
        assertThat(outputOf(RunState.fromJson(plain), RunOptions.DEFAULT)).isEqualTo("did d1");
        assertThat(outputOf(RunState.fromJson(whole, new Names()), RunOptions.DEFAULT)).isEqualTo("did d1 for Ann");
        assertThat(outputOf(RunState.fromJson(whole, new Names()), RunOptions.builder().context("Bob").build()))
                .isEqualTo("did d1 for Bob");
    }

    private Object outputOf(RunState state, RunOptions options) {
        model.answer(message("done"));
        RunResult result = runner.run(agent, state, options).await().atMost(LIMIT);
        return result.newItems().get(1).rawItem().json().string("output").orElseThrow();
    }

    private static final class Names implements ContextCodec {

        @Override
        public JsonText write(Object context) {
            return Json.quoted(context.toString());
        }

        @Override
        public Object read(JsonText json) {
            return json.string().orElseThrow();
        }
    }

    @Test
    void aStateInWhichACallWasChangedIsRefused() {
        String json = interrupted(functionCall("d1", "danger", "{\\\"sum\\\":1}")).toJson().toString();

        assertThatThrownBy(() -> RunState.fromJson(JsonText.of(json.replace(":1}", ":1000}"))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("The call d1 in the run state is not the one that the state was made with");
        assertThatThrownBy(() -> RunState.fromJson(JsonText.of(json.replaceAll("\"invocations\":\\[.*?]", "\"invocations\":[]"))))
                .isInstanceOf(UserException.class).hasMessageContaining("'invocations'");
    }

    @Test
    void aStateOfANewerVersionIsRefused() {
        String json = interrupted(functionCall("d1", "danger", "{}")).toJson().toString();

        assertThatThrownBy(() -> RunState.fromJson(JsonText.of(json.replace("\"schema_version\":1", "\"schema_version\":2"))))
                .isInstanceOf(UserException.class)
                .hasMessage("The run state has the schema version 2; this version of Runnel reads 1, so a newer one must have"
                        + " written it");
    }

    @Test
    void whatIsNoStateIsRefusedWithWhatIsWrong() {
        assertThatThrownBy(() -> RunState.fromJson(JsonText.of("[]"))).isInstanceOf(UserException.class)
                .hasMessage("In the run state, the whole must be an object");
        assertThatThrownBy(() -> RunState.fromJson(JsonText.of("{\"schema_version\":1,\"current_agent\":7}")))
                .isInstanceOf(UserException.class);
    }

    @Test
    void nothingStandsInAStateTwice() {
        model.answer(functionCall("unique", "foo", "{}"));
        RunState state = interrupted(a().tools(foo(), danger).build(), RunOptions.DEFAULT,
                functionCall("d1", "danger", "{\"special\":1}"));

        assertThat(state.toJson().toString()).containsOnlyOnce("\"id\":\"fc_unique\"").containsOnlyOnce("special");
        RunState read = RunState.fromJson(state.toJson());
        assertThat(read.toJson()).isEqualTo(state.toJson());
        assertThat(read.interruptions()).isEqualTo(state.interruptions());
        assertThat(Optional.of(read.usage())).contains(state.usage());
    }
}
