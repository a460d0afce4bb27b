package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.refusal;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.OutputGuardrail;
import dev.runnel.agent.OutputGuardrailTripwireTriggeredException;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelRefusalException;
import dev.runnel.model.scripted.ScriptedTurn;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may give a run its output where it would fail: C38 of the reference and its like. */
class ErrorHandlersTest extends RunnerFixture {

    private static final String ONE_TURN = """
            RUN started
            AGENT A
            """ + Trace.CALL + """
            ITEM tool_called [tool_call_item] agent=A call_id=c1
            RAW response.completed #6
            ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='foo-ok'
            """;

    private static final ScriptedTurn CALL = answer(functionCall("c1", "foo", "{}"));

    @Test
    void c38AHandlerGivesTheOutputOfARunThatNeedsTooManyTurns() {
        Outcome outcome = bothWays(a().tools(foo()).build(), RunOptions.builder().maxTurns(1)
                .onMaxTurns(input -> {
                    assertThat(input.error()).isInstanceOf(MaxTurnsExceededException.class);
                    assertThat(input.runData().newItems()).hasSize(2);
                    return Uni.createFrom().item(Optional.of(RunErrorHandlerResult.of("enough")));
                }).build(), CALL);

        assertThat(outcome.trace()).isEqualTo(ONE_TURN + """
                ITEM message_output_created [message_output_item] agent=A
                RUN completed 'enough'
                """);
        assertThat(outcome.result().finalOutput()).contains("enough");
        assertThat(outcome.result().currentTurn()).isEqualTo(1);
        assertThat(outcome.result().toInputList()).last().isInstanceOfSatisfying(Message.class,
                message -> assertThat(message.text()).isEqualTo("enough"));
    }

    @Test
    void anOutputThatIsNotForTheHistoryMakesNoItem() {
        Outcome outcome = bothWays(a().tools(foo()).build(), RunOptions.builder().maxTurns(1).onMaxTurns(input -> Uni
                .createFrom().item(Optional.of(RunErrorHandlerResult.of("enough").notInHistory()))).build(), CALL);

        assertThat(outcome.trace()).isEqualTo(ONE_TURN + "RUN completed 'enough'\n");
        assertThat(outcome.result().newItems()).hasSize(2);
    }

    @Test
    void aHandlerThatGivesNothingLetsTheRunFailAndOneThatFailsFailsIt() {
        assertThat(bothWays(a().tools(foo()).build(), RunOptions.builder().maxTurns(1)
                .onMaxTurns(input -> Uni.createFrom().item(Optional.empty())).build(), CALL)
                .failure(MaxTurnsExceededException.class).maxTurns()).isEqualTo(1);
        assertThat(bothWays(a().tools(foo()).build(), RunOptions.builder().maxTurns(1)
                .onMaxTurns(input -> Uni.createFrom().failure(new IllegalStateException("broken"))).build(), CALL)
                .failure(IllegalStateException.class)).hasMessage("broken");
    }

    @Test
    void c54ARefusalFailsTheRunAndAHandlerMayGiveAnOutput() {
        String events = "RUN started\nAGENT A\n";
        Outcome refused = bothWays(a().build(), RunOptions.DEFAULT, answer(refusal("I will not")));
        assertThat(refused.failure(ModelRefusalException.class).refusal()).isEqualTo("I will not");
        assertThat(refused.trace()).startsWith(events)
                .contains("ITEM message_output_created [message_output_item] agent=A\n").endsWith("RUN failed model_refusal\n");

        Outcome handled = bothWays(a().build(), RunOptions.builder()
                .onModelRefusal(RunErrorHandler.giving("Ask me something else")).build(), answer(refusal("I will not")));
        assertThat(handled.trace()).contains("message_output_created").endsWith("""
                RAW response.completed #8
                ITEM message_output_created [message_output_item] agent=A
                RUN completed 'Ask me something else'
                """);
    }

    @Test
    void aHandlerMaySpeakForAModelThatIsSilent() {
        for (ScriptedTurn silent : List.of(answer(), answer(message("")))) {
            assertThat(bothWays(a().outputType(Integer.class).build(), RunOptions.builder().onInvalidFinalOutput(input -> {
                assertThat(input.error()).hasMessage("The model gave no final output of agent 'A', which shall be a Integer");
                return Uni.createFrom().item(Optional.of(RunErrorHandlerResult.ofJson(JsonText.of("{\"response\":7}"))));
            }).build(), silent).trace()).endsWith("""
                    ITEM message_output_created [message_output_item] agent=A
                    RUN completed '7'
                    """);
        }
    }

    @Test
    void aHandlerThatGivesNothingForASilentModelLetsItBeAskedAgain() {
        Outcome outcome = bothWays(a().outputType(Integer.class).build(), RunOptions.builder()
                .onInvalidFinalOutput(input -> Uni.createFrom().item(Optional.empty())).build(),
                answer(message("")), answer(message("{\"response\":1}")));

        assertThat(outcome.trace()).endsWith("RUN completed '1'\n");
        assertThat(outcome.result().usage().requests()).isEqualTo(2);
    }

    @Test
    void outputGuardrailsLookAtTheOutputOfAHandlerToo() {
        OutputGuardrail guardrail = OutputGuardrail.named("never")
                .check((run, agent, output) -> Uni.createFrom().item(GuardrailFunctionOutput.tripwire("no")));
        assertThat(bothWays(a().tools(foo()).outputGuardrails(guardrail).build(), RunOptions.builder().maxTurns(1)
                .onMaxTurns(RunErrorHandler.giving("enough")).build(), CALL)
                .failure(OutputGuardrailTripwireTriggeredException.class).guardrail()).isEqualTo("never");
    }
}
