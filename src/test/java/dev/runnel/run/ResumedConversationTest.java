package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.event.OutputValue;
import dev.runnel.model.Message;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a resumed run reads of a conversation that is kept elsewhere, and what goes there: each item once. */
class ResumedConversationTest extends RunnerFixture {

    private final RecordingSession session = new RecordingSession();
    private final RunOptions stored = RunOptions.builder().session(session).build();
    private final Tool danger = Tool.named("danger").needsApproval(true)
            .handler((context, arguments) -> Uni.createFrom().item(OutputValue.of("did it")));
    private final Agent agent = a().tools(foo(), danger).build();

    /** Interrupted in its second turn, approved, and read back from JSON. */
    private RunState approved(Agent by, RunOptions options) {
        model.answer(functionCall("c1", "foo", "{}"))
                .answer(functionCall("c2", "foo", "{}"), functionCall("d1", "danger", "{}"));
        RunResultStreaming result = runner.runStreamed(by, "hi", options);
        completed(result);
        RunState state = result.toState();
        state.interruptions().forEach(state::approve);
        return RunState.fromJson(state.toJson());
    }

    private void resume(RunState state, RunOptions options) {
        model.answer(message("done"));
        completed(runner.runStreamed(agent, state, options));
    }

    @Test
    void c40ASessionGetsTheInterruptedTurnAsAWholeAndNothingTwice() {
        session.items.add(Message.user("before"));
        RunState state = approved(agent, stored);
        assertThat(session.log()).isEqualTo("read | user hi | call c1, output c1");

        resume(state, stored);

        assertThat(session.log()).isEqualTo("read | user hi | call c1, output c1"
                + " | call c2, call d1, output c2, output d1 | assistant done");
        assertThat(SessionRunsTest.texts(model.requests().get(2).input())).isEqualTo("user before, user hi, call c1,"
                + " output c1, call c2, call d1, output c2, output d1");
    }

    @Test
    void whatWasSaidMeanwhileIsStoredBeforeTheModelIsCalled() {
        RunState state = approved(agent, stored);
        state.addInput("and hurry");

        resume(state, stored);

        assertThat(session.log()).endsWith("output c2, output d1 | user and hurry | assistant done");
    }

    @Test
    void aSessionThatComesLaterGetsAllOfTheRun() {
        RunState state = approved(agent, RunOptions.DEFAULT);

        resume(state, stored);

        assertThat(session.log()).isEqualTo(
                "user hi | call c1, output c1, call c2, call d1, output c2, output d1 | assistant done");
    }

    @Test
    void aRunThatNeverBeganReadsItsSessionWhenItIsResumed() {
        session.items.add(Message.user("before"));
        RunResultStreaming result = runner.runStreamed(agent, "hi", stored);
        result.cancel(CancelMode.AFTER_TURN);
        completed(result);

        resume(RunState.fromJson(result.toState().toJson()), stored);

        assertThat(session.log()).isEqualTo("read | user hi | assistant done");
        assertThat(SessionRunsTest.texts(model.requests().get(0).input())).isEqualTo("user before, user hi");
    }

    @Test
    void aProviderGetsOnlyWhatItHasNot() {
        RunState state = approved(agent, RunOptions.builder().autoPreviousResponseId(true).build());
        state.addInput("and hurry");

        resume(state, RunOptions.DEFAULT);

        assertThat(SessionRunsTest.texts(model.requests().get(2).input()))
                .isEqualTo("output c2, output d1, user and hurry");
        assertThat(model.requests().get(2).previousResponseId()).contains("resp_2");
    }

    @Test
    void aConversationOfTheProviderGoesOn() {
        RunState state = approved(agent, RunOptions.builder().conversationId("conv_1").build());

        resume(state, RunOptions.DEFAULT);

        assertThat(SessionRunsTest.texts(model.requests().get(2).input())).isEqualTo("output c2, output d1");
        assertThat(model.requests().get(2).conversationId()).isEqualTo(Optional.of("conv_1"));
    }

    @Test
    void aToolsOutputThatIsFinalIsStoredBehindTheInput() {
        Agent ending = agent.toBuilder().toolUseBehavior(ToolUseBehavior.stopAtTools("danger")).build();
        RunState state = approved(ending, RunOptions.DEFAULT);

        List<?> events = completed(runner.runStreamed(ending, state, stored));

        assertThat(events).isNotEmpty();
        assertThat(session.log()).isEqualTo("user hi | call c1, output c1, call c2, call d1, output c2, output d1");
    }
}
