package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.event.OutputValue;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The conformance scenarios of the reference that fail, streamed and collected. Where Runnel decided otherwise: what was
 * emitted is delivered first, always, and the last event tells the failure.
 */
class FailureConformanceTest extends RunnerFixture {

    @Test
    void c09AnUnknownToolEndsTheRunWithoutAnItem() {
        BothForms both = both(a().tools(foo()).build(), RunOptions.DEFAULT,
                model -> model.answer(functionCall("c1", "nope", "{}")));
        RunResultStreaming result = both.result();

        assertThat(both.failure(ModelBehaviorException.class)).hasMessage("Tool nope not found in agent A");
        assertThat(both.trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                RAW response.completed #6
                RUN failed model_behavior
                """);
        assertThat(result.newItems()).isEmpty();
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void c30AFailedResponse() {
        BothForms both = both(a().build(), RunOptions.DEFAULT,
                model -> model.turns(ScriptedTurn.answer().thenFailed("server_error", "out of luck")));

        ModelBehaviorException failure = both.failure(ModelBehaviorException.class);
        assertThat(failure).hasMessage("The model could not answer: out of luck");
        assertThat(failure.code()).contains("server_error");
        assertThat(both.trace()).isEqualTo("""
                RUN started
                AGENT A
                RAW response.created #0
                RAW response.in_progress #1
                RAW response.failed #2
                RUN failed model_behavior
                """);
    }

    @Test
    void c30AnIncompleteResponseAndAnErrorEvent() {
        BothForms incomplete = both(a().build(), RunOptions.DEFAULT,
                model -> model.turns(ScriptedTurn.answer(message("cut")).thenIncomplete("max_output_tokens")));

        assertThat(incomplete.failure(ModelBehaviorException.class).code()).contains("max_output_tokens");
        assertThat(incomplete.result().newItems()).as("the items of a response that fails do not count").isEmpty();
        assertThat(both(a().build(), RunOptions.DEFAULT,
                model -> model.turns(ScriptedTurn.answer().thenError("rate_limit", "slow down")))
                .failure(ModelBehaviorException.class))
                .hasMessage("The model reported an error: slow down");
    }

    @Test
    void c31ATruncatedStreamIsAFailure() {
        BothForms both = both(a().build(), RunOptions.DEFAULT,
                model -> model.turns(ScriptedTurn.answer(message("hel")).truncated()));

        assertThat(both.failure(ModelBehaviorException.class)).hasMessageContaining("ended before the response");
        assertThat(both.trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=A
                RUN failed model_behavior
                """);
    }

    @Test
    void c37MaxTurns() {
        BothForms both = both(a().tools(foo()).build(), RunOptions.builder().maxTurns(2).build(),
                model -> model.answer(functionCall("c1", "foo", "{}")).answer(functionCall("c2", "foo", "{}")));
        RunResultStreaming result = both.result();

        MaxTurnsExceededException failure = both.failure(MaxTurnsExceededException.class);
        assertThat(failure).hasMessage("Max turns (2) exceeded");
        assertThat(failure.runData().orElseThrow().newItems()).hasSize(4);
        assertThat(failure.runData().orElseThrow().rawResponses()).hasSize(2);
        String turn = Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=cN
                RAW response.completed #6
                ITEM tool_output [tool_call_output_item] agent=A call_id=cN out='foo-ok'
                """;
        assertThat(both.trace()).isEqualTo("RUN started\nAGENT A\n" + turn.replace("cN", "c1")
                + turn.replace("cN", "c2") + "RUN failed max_turns_exceeded\n");
        assertThat(result.currentTurn()).isEqualTo(3);
    }

    @Test
    void c57TwoCallsOfOneIdFailBeforeAnyToolRuns() {
        AtomicInteger called = new AtomicInteger();
        Tool counting = tool("foo", () -> Uni.createFrom().item(() -> OutputValue.of("foo-" + called.incrementAndGet())));
        BothForms both = both(a().tools(counting).build(), RunOptions.DEFAULT, model -> model.answer(
                functionCall("c1", "foo", "{}"), functionCall("c1", "foo", "{\"other\":1}")));

        assertThat(both.failure(ModelBehaviorException.class))
                .hasMessage("The model made two calls with the call_id c1 in one response");
        assertThat(both.trace()).as("the first was told: Runnel does not wait for the end of the response").contains("""
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                """).endsWith("RUN failed model_behavior\n");
        assertThat(called).hasValue(0);
        assertThat(both.result().newItems()).isEmpty();
    }
}
