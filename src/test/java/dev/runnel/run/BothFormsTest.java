package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.OutputGuardrail;
import dev.runnel.agent.OutputGuardrailTripwireTriggeredException;
import dev.runnel.model.AgentsException;
import dev.runnel.model.RunData;
import dev.runnel.model.scripted.ScriptedModel;
import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A script played streamed and collected: C56 of the reference. Where Runnel decided otherwise: there is one loop, and so no
 * difference that a test would have to allow for.
 */
class BothFormsTest extends RunnerFixture {

    private static final Consumer<ScriptedModel> SCRIPT = model -> model
            .answer(reasoning("so"), message("one moment"), functionCall("c1", "foo", "{}"))
            .answer(functionCall("h1", "transfer_to_b", "{}"))
            .answer(message("I am B"));

    private final RecordingSession ofStreamed = new RecordingSession();
    private final RecordingSession ofCollected = new RecordingSession();

    @Test
    void c56BothFormsMakeTheSameItemsAndStoreTheSame() {
        Agent agent = a().tools(foo()).handoffs(Agent.named("B").build()).build();
        RunResult collected = collected(agent).await().atMost(LIMIT);
        RunResultStreaming streamed = streamed(agent);
        completed(streamed);

        assertThat(streamed.newItems()).hasSize(7).isEqualTo(collected.newItems());
        assertThat(streamed.toInputList()).isEqualTo(collected.toInputList());
        assertThat(streamed.rawResponses()).hasSize(3).isEqualTo(collected.rawResponses());
        assertThat(streamed.finalOutput()).contains("I am B").isEqualTo(collected.finalOutput());
        assertThat(streamed.currentAgent()).isEqualTo(collected.lastAgent());
        assertThat(ofStreamed.items).hasSize(8).isEqualTo(ofCollected.items);
        assertThat(ofStreamed.log()).isEqualTo(ofCollected.log());
    }

    @Test
    void c56BothFormsFailInTheSameWayAndStoreTheSame() {
        OutputGuardrail trips = OutputGuardrail.named("never")
                .check((run, agent, output) -> Uni.createFrom().item(GuardrailFunctionOutput.tripwire("no")));
        Agent agent = a().tools(foo()).handoffs(Agent.named("B").outputGuardrails(trips).build()).build();
        Throwable collected = collected(agent).map(result -> new Throwable("it completed"))
                .onFailure().recoverWithItem(failure -> failure).await().atMost(LIMIT);
        Throwable streamed = failure(subscribed(streamed(agent)), OutputGuardrailTripwireTriggeredException.class);

        assertThat(collected).isExactlyInstanceOf(streamed.getClass()).hasMessage(streamed.getMessage());
        assertThat(data(streamed).newItems()).isNotEmpty().isEqualTo(data(collected).newItems());
        assertThat(data(streamed).usage()).isEqualTo(data(collected).usage());
        assertThat(ofStreamed.items).isNotEmpty().isEqualTo(ofCollected.items);
        assertThat(ofStreamed.log()).isEqualTo(ofCollected.log());
    }

    private RunResultStreaming streamed(Agent agent) {
        return runner.runStreamed(agent, "hi", options(ofStreamed));
    }

    private Uni<RunResult> collected(Agent agent) {
        return runner.run(agent, "hi", options(ofCollected));
    }

    private static RunOptions options(RecordingSession session) {
        ScriptedModel fresh = new ScriptedModel();
        SCRIPT.accept(fresh);
        return RunOptions.builder().model(fresh).session(session).build();
    }

    private static RunData data(Throwable failure) {
        return ((AgentsException) failure).runData().orElseThrow();
    }
}
