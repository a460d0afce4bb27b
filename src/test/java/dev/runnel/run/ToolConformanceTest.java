package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.ToolOutputGuardrailTripwireTriggeredException;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.agent.UserException;
import dev.runnel.event.OutputValue;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.ToolChoice;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolErrorFunction;
import dev.runnel.tool.ToolGuardrailFunctionOutput;
import dev.runnel.tool.ToolInputGuardrail;
import dev.runnel.tool.ToolOutputGuardrail;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The conformance scenarios of the reference about tools, each streamed and collected. Where Runnel decided otherwise: a
 * tool's output is told when the tool is done, and tools that block have timeouts too.
 */
class ToolConformanceTest extends RunnerFixture {

    private static final String CALLED = """
            RUN started
            AGENT A
            """ + Trace.CALL + """
            ITEM tool_called [tool_call_item] agent=A call_id=c1
            RAW response.completed #6
            """;

    private static final String DONE = Trace.MESSAGE + """
            ITEM message_output_created [message_output_item] agent=A
            RAW response.completed #8
            RUN completed 'done'
            """;

    private static final Consumer<ScriptedModel> FOO = model -> model.answer(functionCall("c1", "foo", "{}"));

    private static final Consumer<ScriptedModel> FOO_THEN_DONE = model -> model.answer(functionCall("c1", "foo", "{}"))
            .answer(message("done"));

    private static final Consumer<ScriptedModel> FOO_AND_BAR_THEN_DONE = model -> model
            .answer(functionCall("c1", "foo", "{}"), functionCall("c2", "bar", "{}")).answer(message("done"));

    private static String output(String words) {
        return "ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='" + words + "'\n";
    }

    private static RunOptions unknownIsTold() {
        return RunOptions.builder().toolNotFoundBehavior(ToolNotFoundBehavior.RETURN_ERROR_TO_MODEL).build();
    }

    @Test
    void c10AnUnknownToolIsToldToTheModel() {
        BothForms both = both(a().build(), unknownIsTold(), FOO_THEN_DONE);

        assertThat(both.trace()).isEqualTo(CALLED + output("Tool 'foo' not found.") + DONE);
        assertThat(both.result().usage().requests()).isEqualTo(2);
    }

    @Test
    void c10TheFormatterFindsOtherWords() {
        RunOptions options = unknownIsTold().toBuilder().toolErrorFormatter(ToolErrorFormatter.of(
                error -> Optional.of(error.kind() + " " + error.call().callId() + ": " + error.defaultMessage()))).build();

        assertThat(both(a().build(), options, FOO_THEN_DONE).trace())
                .isEqualTo(CALLED + output("TOOL_NOT_FOUND c1: Tool 'foo' not found.") + DONE);
    }

    @Test
    void c10AnUnknownToolIsNoFinalOutputButTheOneBesideItMayBe() {
        Agent agent = a().tools(tool("bar", () -> Uni.createFrom().item(OutputValue.of("bar-ok"))))
                .toolUseBehavior(ToolUseBehavior.stopOnFirstTool()).build();

        assertThat(both(agent, unknownIsTold(), FOO_THEN_DONE).trace()).endsWith("RUN completed 'done'\n");
        assertThat(both(agent, unknownIsTold(), model -> model.answer(functionCall("c1", "foo", "{}"),
                functionCall("c2", "bar", "{}"))).trace()).endsWith("RUN completed 'bar-ok'\n");
    }

    @Test
    void c12AFailureThatIsNotToldToTheModelEndsTheRun() {
        BothForms both = both(a().tools(raising("foo", new IllegalStateException("boom!"))).build(), RunOptions.DEFAULT,
                FOO);

        assertThat(both.failure(UserException.class)).hasMessage("Error running tool foo: boom!")
                .hasRootCauseInstanceOf(IllegalStateException.class);
        assertThat(both.trace()).isEqualTo(CALLED + "RUN failed user\n");
        assertThat(both.result().newItems()).isEmpty();
    }

    @Test
    void c14AToolThatTakesTooLongIsToldToTheModel() {
        BothForms both = both(a().tools(Tool.named("foo").timeout(Duration.ofMillis(100))
                .handler((call, arguments) -> Uni.createFrom().nothing())).build(), RunOptions.DEFAULT, FOO_THEN_DONE);

        assertThat(both.trace()).isEqualTo(CALLED + output("Tool 'foo' timed out after 0.1 seconds.") + DONE);
    }

    @Test
    void c15AToolThatCancelsItselfIsAFailedToolAndTheOtherIsNot() {
        Agent agent = a().tools(foo(), tool("bar", () -> Uni.createFrom().failure(new CancellationException("I give up"))))
                .build();
        BothForms both = both(agent, RunOptions.DEFAULT, FOO_AND_BAR_THEN_DONE);

        assertThat(both.items()).isEqualTo("""
                RUN started
                AGENT A
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                ITEM tool_called [tool_call_item] agent=A call_id=c2
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='foo-ok'
                ITEM tool_output [tool_call_output_item] agent=A call_id=c2 \
                out='An error occurred while running the tool. Please try again. Error: I give up'
                ITEM message_output_created [message_output_item] agent=A
                RUN completed 'done'
                """);
    }

    @Test
    void c16StopOnFirstTool() {
        BothForms both = both(a().tools(foo()).toolUseBehavior(ToolUseBehavior.stopOnFirstTool()).build(),
                RunOptions.DEFAULT, FOO);

        assertThat(both.trace()).isEqualTo(CALLED + output("foo-ok") + "RUN completed 'foo-ok'\n");
        assertThat(both.result().usage().requests()).isEqualTo(1);
        assertThat(both.result().finalOutput()).contains("foo-ok");
    }

    @Test
    void c17StopAtAToolOfThatName() {
        AtomicInteger called = new AtomicInteger();
        Tool bar = tool("bar", () -> Uni.createFrom().item(() -> OutputValue.of("bar-ok")));
        Tool foo = tool("foo", () -> Uni.createFrom().item(() -> OutputValue.of("foo-" + called.incrementAndGet())));
        Agent agent = a().tools(foo, bar).toolUseBehavior(ToolUseBehavior.stopAtTools("bar")).build();
        RunResultStreaming result = runner.runStreamed(agent, "hi");
        model.answer(functionCall("c1", "foo", "{}"), functionCall("c2", "bar", "{}"));

        assertThat(Trace.of(completed(result))).contains("out='foo-1'", "out='bar-ok'")
                .endsWith("RUN completed 'bar-ok'\n");
        assertThat(both(a().tools(foo(), bar).toolUseBehavior(ToolUseBehavior.stopAtTools("bar")).build(),
                RunOptions.DEFAULT, model -> model.answer(functionCall("c1", "foo", "{}"), functionCall("c2", "bar", "{}")))
                .result().usage().requests()).isEqualTo(1);
    }

    @Test
    void c18ABehaviorOfOnesOwnMaySayThatTheOutputIsNotFinal() {
        ToolUseBehavior twice = (run, results) -> Uni.createFrom().item(
                run.usage().requests() < 2 ? Optional.empty() : Optional.of(results.get(0).output()));
        BothForms both = both(a().tools(foo()).toolUseBehavior(twice).build(), RunOptions.DEFAULT, model -> model
                .answer(functionCall("c1", "foo", "{}")).answer(functionCall("c2", "foo", "{}")));

        assertThat(both.trace()).isEqualTo(CALLED + output("foo-ok") + CALLED.replace("c1", "c2").substring("""
                RUN started
                AGENT A
                """.length()) + output("foo-ok").replace("c1", "c2") + "RUN completed 'foo-ok'\n");
    }

    @Test
    void c19AForcedChoiceOfToolsEndsWithTheFirstUse() {
        ModelSettings forced = ModelSettings.builder().toolChoice(ToolChoice.REQUIRED).build();
        both(a().tools(foo()).modelSettings(forced).build(), RunOptions.DEFAULT, FOO_THEN_DONE);
        assertThat(model.requests().stream().map(ModelRequest::settings).map(ModelSettings::toolChoice))
                .containsExactly(Optional.of(ToolChoice.REQUIRED), Optional.empty(), Optional.of(ToolChoice.REQUIRED),
                        Optional.empty());

        both(a().tools(foo()).modelSettings(forced).resetToolChoice(false).build(), RunOptions.DEFAULT, FOO_THEN_DONE);
        assertThat(model.requests().subList(4, 8)).allMatch(
                request -> request.settings().toolChoice().equals(Optional.of(ToolChoice.REQUIRED)));
    }

    @Test
    void c36ACallThatAGuardrailRejectsDoesNotReachTheTool() {
        AtomicInteger called = new AtomicInteger();
        Tool foo = Tool.named("foo").inputGuardrails(
                ToolInputGuardrail.named("passes").check(call -> Uni.createFrom().item(ToolGuardrailFunctionOutput.allow())),
                ToolInputGuardrail.named("rejects").check(call -> Uni.createFrom()
                        .item(ToolGuardrailFunctionOutput.rejectContent("Not you").withOutputInfo("no")))).handler(
                                (call, arguments) -> Uni.createFrom().item(() -> OutputValue.of(called.incrementAndGet() + "")));
        BothForms both = both(a().tools(foo).build(), RunOptions.DEFAULT, FOO_THEN_DONE);

        assertThat(both.trace()).isEqualTo(CALLED + output("Not you") + DONE);
        assertThat(called).hasValue(0);
        assertThat(both.result().toolInputGuardrailResults()).extracting(Object::toString).containsExactly(
                "ToolInputGuardrailResult[guardrail=passes, toolName=foo, callId=c1, output="
                        + "ToolGuardrailFunctionOutput[behavior=ALLOW, message=, outputInfo=Optional.empty]]",
                "ToolInputGuardrailResult[guardrail=rejects, toolName=foo, callId=c1, output="
                        + "ToolGuardrailFunctionOutput[behavior=REJECT_CONTENT, message=Not you, outputInfo=Optional[no]]]");
        assertThat(both.collected().orElseThrow().toolInputGuardrailResults())
                .isEqualTo(both.result().toolInputGuardrailResults());
    }

    @Test
    void g9AGuardrailOfTheOutputMayEndTheRun() {
        Tool foo = Tool.named("foo").outputGuardrails(ToolOutputGuardrail.named("secrets")
                .check((call, output) -> Uni.createFrom().item(ToolGuardrailFunctionOutput.raiseException())))
                .handler((call, arguments) -> Uni.createFrom().item(OutputValue.of("the key is 7")));
        BothForms both = both(a().tools(foo).build(), RunOptions.DEFAULT, FOO);

        assertThat(both.failure(ToolOutputGuardrailTripwireTriggeredException.class))
                .hasMessage("The tool output guardrail 'secrets' ended the run at a call of the tool 'foo'");
        assertThat(both.trace()).isEqualTo(CALLED + "RUN failed tool_output_guardrail_tripwire_triggered\n");
        assertThat(both.result().toolOutputGuardrailResults()).hasSize(1);
    }

    private static Tool raising(String name, Throwable failure) {
        return Tool.named(name).failureErrorFunction(ToolErrorFunction.RAISE)
                .handler((call, arguments) -> Uni.createFrom().failure(failure));
    }
}
