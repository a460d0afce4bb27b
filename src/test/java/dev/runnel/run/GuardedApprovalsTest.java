package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.InputGuardrail;
import dev.runnel.agent.InputGuardrailTripwireTriggeredException;
import dev.runnel.agent.ToolInputGuardrailTripwireTriggeredException;
import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.JsonText;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.NeedsApproval;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolGuardrailFunctionOutput;
import dev.runnel.tool.ToolInputGuardrail;
import dev.runnel.tool.ToolOutputGuardrail;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What guardrails have to do with calls that wait for a person. */
class GuardedApprovalsTest extends RunnerFixture {

    private final List<String> seen = new ArrayList<>();

    private Tool danger() {
        return Tool.named("danger").needsApproval(true).inputGuardrails(call -> {
            seen.add("guardrail");
            return Uni.createFrom().item(ToolGuardrailFunctionOutput.allow());
        }).handler((context, arguments) -> {
            seen.add("tool");
            return Uni.createFrom().item(OutputValue.of("did it"));
        });
    }

    /** Looks at what the user says; that of the first run may take its time. */
    private final class Listening implements InputGuardrail {

        private final CompletableFuture<GuardrailFunctionOutput> finding = new CompletableFuture<>();
        private boolean first = true;

        @Override
        public Uni<GuardrailFunctionOutput> check(RunContext context, Agent agent, List<ResponseItem> input) {
            seen.add("input " + SessionRunsTest.texts(input));
            if (first) {
                first = false;
                return Uni.createFrom().completionStage(finding);
            }
            return Uni.createFrom().item(GuardrailFunctionOutput.pass());
        }
    }

    @Test
    void aPersonIsAskedBeforeTheGuardrailsOfTheToolAre() {
        Agent agent = a().tools(danger()).build();
        model.answer(functionCall("d1", "danger", "{}")).answer(message("done"));
        RunResultStreaming first = runner.runStreamed(agent, "hi");
        completed(first);
        assertThat(seen).isEmpty();

        RunState state = first.toState();
        state.approve(state.interruptions().get(0));
        completed(runner.runStreamed(agent, state));
        assertThat(seen).containsExactly("guardrail", "tool");
    }

    @Test
    void theGuardrailsOfTheToolMayBeAskedBeforeAPersonAndAreOnceMoreBeforeItRuns() {
        RunOptions options = RunOptions.builder().preApprovalToolInputGuardrails(true).build();
        Agent agent = a().tools(danger()).build();
        model.answer(functionCall("d1", "danger", "{}")).answer(message("done"));
        RunResultStreaming first = runner.runStreamed(agent, "hi", options);
        completed(first);
        assertThat(seen).containsExactly("guardrail");

        RunState state = first.toState();
        state.approve(state.interruptions().get(0));
        completed(runner.runStreamed(agent, state, options));
        assertThat(seen).containsExactly("guardrail", "guardrail", "tool");
    }

    @Test
    void nobodyIsAskedForACallThatAGuardrailRejectsBefore() {
        ToolGuardrailFunctionOutput[] found = {ToolGuardrailFunctionOutput.rejectContent("not that"),
                ToolGuardrailFunctionOutput.raiseException()};
        RunOptions options = RunOptions.builder().preApprovalToolInputGuardrails(true).build();
        for (NeedsApproval rule : List.of(NeedsApproval.ALWAYS, NeedsApproval.when((call, arguments) -> true))) {
            Outcome rejected = bothWays(a().tools(guarded(rule, found[0])).build(), options,
                    answer(functionCall("d1", "danger", "{}")), answer(message("done")));
            assertThat(rejected.trace()).contains("out='not that'").doesNotContain("approval").endsWith("RUN completed 'done'\n");
            bothWays(a().tools(guarded(rule, found[1])).build(), options, answer(functionCall("d1", "danger", "{}")))
                    .failure(ToolInputGuardrailTripwireTriggeredException.class);
        }
    }

    private static Tool guarded(NeedsApproval rule, ToolGuardrailFunctionOutput found) {
        return Tool.named("danger").needsApproval(rule).inputGuardrails(call -> Uni.createFrom().item(found))
                .handler((context, arguments) -> Uni.createFrom().item(OutputValue.of("did it")));
    }

    @Test
    void aRunIsNotInterruptedBeforeItsInputHasPassed() {
        Listening guardrail = new Listening();
        Agent agent = a().tools(danger()).inputGuardrails(guardrail).build();
        model.answer(functionCall("d1", "danger", "{}"));
        RunResultStreaming result = runner.runStreamed(agent, "hi");
        AssertSubscriber<StreamEvent> subscriber = result.streamEvents().onItem().invoke(event -> {
            if (Trace.line(event).startsWith("ITEM tool_approval_requested")) {
                guardrail.finding.complete(GuardrailFunctionOutput.tripwire("no"));
            }
        }).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        failure(subscriber, InputGuardrailTripwireTriggeredException.class);
        assertThat(result.toResult().state()).isEmpty();
    }

    @Test
    void aRunThatIsCancelledAfterItsTurnDoesNotStopBeforeItsInputHasPassed() {
        for (boolean passes : List.of(true, false)) {
            Listening guardrail = new Listening();
            RunResultStreaming result = askedAfterATurn(guardrail);
            AssertSubscriber<StreamEvent> subscriber = AssertSubscriber.create(TURN);
            result.streamEvents().subscribe().withSubscriber(subscriber);
            subscriber.awaitItems(TURN, LIMIT);

            result.cancel(CancelMode.AFTER_TURN);
            subscriber.request(Long.MAX_VALUE);
            assertThat(result.isComplete()).isFalse();
            guardrail.finding.complete(passes ? GuardrailFunctionOutput.pass() : GuardrailFunctionOutput.tripwire("no"));

            if (passes) {
                assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems())).endsWith("RUN cancelled requested\n");
            } else {
                failure(subscriber, InputGuardrailTripwireTriggeredException.class);
            }
            assertThat(result.toResult().state().isPresent()).isEqualTo(passes);
        }
    }

    @Test
    void aRunThatIsCancelledBeforeItsInputHasPassedCannotBeResumed() {
        RunResultStreaming result = askedAfterATurn(new Listening());
        AssertSubscriber<StreamEvent> subscriber = AssertSubscriber.create(TURN);
        result.streamEvents().subscribe().withSubscriber(subscriber);
        subscriber.awaitItems(TURN, LIMIT);

        result.cancel();
        subscriber.request(Long.MAX_VALUE);

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems())).endsWith("RUN cancelled requested\n");
        assertThat(result.toResult().state()).isEmpty();
    }

    /** All events of a first turn that calls a tool. */
    private static final int TURN = 11;

    private RunResultStreaming askedAfterATurn(InputGuardrail guardrail) {
        model.answer(functionCall("c1", "foo", "{}"));
        return runner.runStreamed(a().tools(foo()).inputGuardrails(guardrail).build(), "hi");
    }

    @Test
    void aResumedRunLooksOnlyAtWhatWasAdded() {
        Listening guardrail = new Listening();
        guardrail.finding.complete(GuardrailFunctionOutput.pass());
        Agent agent = a().tools(danger()).inputGuardrails(guardrail).build();
        model.answer(functionCall("d1", "danger", "{}")).answer(message("done"));
        RunResultStreaming first = runner.runStreamed(agent, "hi");
        completed(first);
        RunState state = first.toState();
        state.approve(state.interruptions().get(0));
        state.addInput("and hurry");

        completed(runner.runStreamed(agent, state));

        assertThat(seen).containsExactly("input user hi", "guardrail", "tool", "input user and hurry");
    }

    @Test
    void whatGuardrailsHaveFoundIsInTheResultOfTheResumedRunToo() {
        Tool looked = Tool.named("looked")
                .inputGuardrails(ToolInputGuardrail.named("calls").check(call -> Uni.createFrom().item(
                        ToolGuardrailFunctionOutput.allow().withOutputInfo(new OutputValue(Map.of("risk", 1L),
                                JsonText.of("{\"risk\":1}"))))))
                .outputGuardrails(ToolOutputGuardrail.named("outputs").check((call, output) -> Uni.createFrom().item(
                        ToolGuardrailFunctionOutput.rejectContent("withheld"))))
                .handler((context, arguments) -> Uni.createFrom().item(OutputValue.of("secret")));
        InputGuardrail passes = InputGuardrail.named("words").check((run, agent, input) -> Uni.createFrom().item(
                GuardrailFunctionOutput.pass(OutputValue.of("fine"))));
        Agent agent = a().tools(danger(), looked).inputGuardrails(passes).build();
        for (UnaryOperator<RunState> way : List.<UnaryOperator<RunState>> of(state -> state,
                state -> RunState.fromJson(state.toJson()))) {
            model.answer(functionCall("c1", "looked", "{}"), functionCall("d1", "danger", "{}")).answer(message("done"));
            RunResult first = runner.run(agent, "hi").await().atMost(LIMIT);
            RunState state = way.apply(first.toState());
            state.approve(state.interruptions().get(0));

            RunResult second = runner.run(agent, state).await().atMost(LIMIT);

            assertThat(second.inputGuardrailResults()).hasSize(1).isEqualTo(first.inputGuardrailResults());
            assertThat(second.toolInputGuardrailResults()).hasSize(2).startsWith(first.toolInputGuardrailResults().get(0));
            assertThat(second.toolOutputGuardrailResults()).hasSize(1).isEqualTo(first.toolOutputGuardrailResults());
        }
    }
}
