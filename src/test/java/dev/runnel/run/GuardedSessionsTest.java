package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.InputGuardrail;
import dev.runnel.agent.OutputGuardrail;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.session.InMemorySessionStore;
import dev.runnel.session.Session;
import dev.runnel.session.SessionBounds;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What gets into the session of a run that a guardrail ends. */
class GuardedSessionsTest extends RunnerFixture {

    private static final OutputGuardrail TRIPS = OutputGuardrail.named("never")
            .check((run, agent, output) -> Uni.createFrom().item(GuardrailFunctionOutput.tripwire("no")));

    @Test
    void c32AndC33OfARunThatItsInputEndsTheInput() {
        for (boolean inParallel : List.of(true, false)) {
            InputGuardrail trips = InputGuardrail.named("never").runInParallel(inParallel)
                    .check((run, agent, input) -> Uni.createFrom().item(GuardrailFunctionOutput.tripwire("no")));
            assertThat(stored(a().inputGuardrails(trips).build(), answer(message("hello")))).containsExactly("user: hi");
        }
    }

    @Test
    void c35OfABlockedMessageNothing() {
        assertThat(stored(a().outputGuardrails(TRIPS).build(), answer(message("hello")))).containsExactly("user: hi");
    }

    @Test
    void ofABlockedOutputOfAToolTheCallWithoutTheOutput() {
        Agent.Builder agent = a().tools(foo()).toolUseBehavior(ToolUseBehavior.stopOnFirstTool()).outputGuardrails(TRIPS);
        assertThat(stored(agent.build(), answer(message("one moment"), functionCall("c1", "foo", "{}"))))
                .containsExactly("user: hi", "function_call", "function_call_output Output withheld by an output guardrail.");
        assertThat(stored(agent.build(), answer(reasoning("so"), functionCall("c1", "foo", "{}"))))
                .as("reasoning does not stand alone").containsExactly("user: hi");
    }

    @Test
    void ofAnOutputThatNoGuardrailCouldLookAtEverything() {
        OutputGuardrail fails = OutputGuardrail.named("broken")
                .check((run, agent, output) -> Uni.createFrom().failure(new IllegalStateException("broken")));
        assertThat(stored(a().outputGuardrails(fails).build(), answer(message("hello"))))
                .containsExactly("user: hi", "assistant: hello");
    }

    @Test
    void aSessionThatDoesNotTakeWhatAGuardrailHasLeftIsWhatTheRunFailsWith() {
        RecordingSession full = new RecordingSession();
        InputGuardrail input = InputGuardrail.named("never").runInParallel(false)
                .check((run, agent, said) -> tripping(full));
        model.answer(message("hello"));
        Agent agent = a().build();
        RunOptions options = RunOptions.builder().session(full).build();

        failure(subscribed(runner.runStreamed(agent.toBuilder().inputGuardrails(input).build(), "hi", options)),
                IllegalStateException.class);
        full.failing = false;
        OutputGuardrail output = OutputGuardrail.named("broken").check((run, of, said) -> {
            full.failing = true;
            return Uni.createFrom().failure(new ArithmeticException("broken"));
        });
        failure(subscribed(runner.runStreamed(agent.toBuilder().outputGuardrails(output).build(), "hi", options)),
                IllegalStateException.class);
    }

    private static Uni<GuardrailFunctionOutput> tripping(RecordingSession full) {
        full.failing = true;
        return Uni.createFrom().item(GuardrailFunctionOutput.tripwire("no"));
    }

    private List<String> stored(Agent agent, ScriptedTurn... turns) {
        Session session = new InMemorySessionStore(SessionBounds.DEFAULT).session("s");
        ScriptedModel fresh = new ScriptedModel().turns(turns);
        runner.run(agent.toBuilder().model(fresh).build(), "hi", RunOptions.builder().session(session).build())
                .onFailure().recoverWithNull().await().atMost(LIMIT);
        return session.items(OptionalInt.empty()).await().atMost(LIMIT).stream().map(GuardedSessionsTest::line).toList();
    }

    private static String line(ResponseItem item) {
        return item instanceof Message message ? message.role() + ": " + message.text()
                : item.type() + item.json().string("output").map(output -> " " + output).orElse("");
    }
}
