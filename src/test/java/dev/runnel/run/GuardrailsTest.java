package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.InputGuardrail;
import dev.runnel.agent.InputGuardrailResult;
import dev.runnel.agent.InputGuardrailTripwireTriggeredException;
import dev.runnel.agent.OutputGuardrail;
import dev.runnel.agent.OutputGuardrailResult;
import dev.runnel.agent.OutputGuardrailTripwireTriggeredException;
import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ResponseTextDeltaEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Guardrails of input and output, the scenarios C32 to C35 of the reference among them. Where Runnel decided otherwise: a
 * tripwire beside the model cancels its call at once, what was emitted is delivered, and the last event names the guardrail.
 */
class GuardrailsTest extends RunnerFixture {

    private static final String HELLO = """
            RUN started
            AGENT A
            """ + Trace.MESSAGE + """
            ITEM message_output_created [message_output_item] agent=A
            RAW response.completed #8
            """;

    private static final InputGuardrail TRIPS = InputGuardrail.named("no math")
            .check((run, agent, input) -> Uni.createFrom().item(GuardrailFunctionOutput.tripwire("1 + 1")));

    private static final InputGuardrail PASSES = InputGuardrail.named("all well")
            .check((run, agent, input) -> Uni.createFrom().item(GuardrailFunctionOutput.pass()));

    @Test
    void c32AParallelTripwireStopsTheModelAtOnceAndWhatWasEmittedIsDelivered() {
        CompletableFuture<GuardrailFunctionOutput> verdict = new CompletableFuture<>();
        CompletableFuture<Void> never = new CompletableFuture<>();
        model.turns(answer(message("hello to you")).inDeltas(3).waitingBefore(
                event -> event.sequenceNumber().orElse(-1) == 5, never));
        RunResultStreaming result = runner.runStreamed(a().inputGuardrails(
                InputGuardrail.named("no math").check((run, agent, input) -> Uni.createFrom().completionStage(verdict)))
                .build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = result.streamEvents().onItem().invoke(event -> {
            if (event instanceof RawResponsesStreamEvent raw && raw.data() instanceof ResponseTextDeltaEvent) {
                verdict.complete(GuardrailFunctionOutput.tripwire("1 + 1"));
            }
        }).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        InputGuardrailTripwireTriggeredException failure = failure(subscriber, InputGuardrailTripwireTriggeredException.class);
        assertThat(failure).hasMessage("The input guardrail 'no math' ended the run");
        assertThat(failure.guardrailResult().guardrail()).isEqualTo("no math");
        assertThat(failure.outputInfo()).contains(OutputValue.of("1 + 1"));
        assertThat(failure.runData()).isPresent();
        assertThat(Trace.of(subscriber.getItems())).isEqualTo("""
                RUN started
                AGENT A
                RAW response.created #0
                RAW response.in_progress #1
                RAW response.output_item.added #2
                RAW response.content_part.added #3
                RAW response.output_text.delta #4
                RUN failed input_guardrail_tripwire_triggered
                """);
        RunUpdatedStreamEvent end = (RunUpdatedStreamEvent) subscriber.getLastItem();
        assertThat(end.error().orElseThrow().guardrail()).contains("no math");
        assertThat(end.error().orElseThrow().outputInfo()).contains(OutputValue.of("1 + 1"));
        assertThat(model.calls().get(0).isCancelled()).isTrue();
        assertThat(result.newItems()).isEmpty();
        CompletableFuture<Void> called = new CompletableFuture<>();
        Agent agent = a().model(request -> model.stream(request).onSubscription().invoke(() -> called.complete(null)))
                .inputGuardrails(InputGuardrail.named("no math").check((run, asked, input) -> Uni.createFrom()
                        .completionStage(called.thenApply(none -> GuardrailFunctionOutput.tripwire("1 + 1"))))).build();
        model.turns(answer(message("hello to you")).waitingBefore(event -> true, never));
        assertThat(runner.run(agent, "hi").map(completed -> "completed").onFailure().recoverWithItem(Throwable::toString)
                .await().atMost(LIMIT)).as("the collected form").isEqualTo(failure.toString());
        assertThat(model.calls().get(1).isCancelled()).isTrue();
        assertThat(result.inputGuardrailResults()).extracting(InputGuardrailResult::guardrail).containsExactly("no math");
    }

    @Test
    void c33ABlockingTripwireLetsNoModelBeCalled() {
        Outcome outcome = bothWays(a().inputGuardrails(notParallel(TRIPS)).build(), RunOptions.DEFAULT,
                answer(message("hello")));

        assertThat(outcome.failure(InputGuardrailTripwireTriggeredException.class).guardrail()).isEqualTo("no math");
        assertThat(outcome.trace()).isEqualTo("""
                RUN started
                AGENT A
                RUN failed input_guardrail_tripwire_triggered
                """);
        assertThat(outcome.model().calls()).isEmpty();
        assertThat(outcome.result().currentTurn()).isEqualTo(1);
        assertThat(outcome.result().usage().requests()).isZero();
    }

    @Test
    void aFailureTellsWhatAllGuardrailsHaveFound() {
        InputGuardrail passes = InputGuardrail.named("passes").runInParallel(false)
                .check((run, agent, input) -> Uni.createFrom().item(GuardrailFunctionOutput.pass(OutputValue.of("fine"))));
        OutputGuardrail trips = OutputGuardrail.named("trips")
                .check((run, agent, output) -> Uni.createFrom().item(GuardrailFunctionOutput.tripwire("no")));
        Outcome outcome = bothWays(a().inputGuardrails(passes).outputGuardrails(trips).build(), RunOptions.DEFAULT,
                answer(message("hello")));

        RunErrorDetails details = RunErrorDetails.of(outcome.failure().orElseThrow()).orElseThrow();
        assertThat(details.inputGuardrailResults()).extracting(InputGuardrailResult::guardrail).containsExactly("passes");
        assertThat(details.outputGuardrailResults()).extracting(OutputGuardrailResult::guardrail).containsExactly("trips");
        assertThat(details.newItems()).hasSize(1);
        assertThat(RunErrorDetails.of(new IllegalStateException())).isEmpty();
    }

    @Test
    void c34SlowAndFastGuardrailsThatPassGiveTheSameEvents() {
        CompletableFuture<GuardrailFunctionOutput> slow = new CompletableFuture<>();
        model.answer(message("hello"));
        RunResultStreaming result = runner.runStreamed(a().inputGuardrails(InputGuardrail.named("slow")
                .check((run, agent, input) -> Uni.createFrom().completionStage(slow))).build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = result.streamEvents().onItem().invoke(event -> {
            if (Trace.line(event).startsWith("RAW response.completed")) {
                slow.complete(GuardrailFunctionOutput.pass());
            }
        }).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems())).isEqualTo(HELLO + "RUN completed 'hello'\n");
        assertThat(bothWays(a().inputGuardrails(PASSES, notParallel(PASSES)).build(), RunOptions.DEFAULT,
                answer(message("hello"))).trace()).isEqualTo(HELLO + "RUN completed 'hello'\n");
    }

    @Test
    void aParallelTripwireAfterTheAnswerEndsTheRunWithoutAnOutput() {
        CompletableFuture<GuardrailFunctionOutput> slow = new CompletableFuture<>();
        model.answer(message("hello"));
        RunResultStreaming result = runner.runStreamed(a().inputGuardrails(InputGuardrail.named("slow")
                .check((run, agent, input) -> Uni.createFrom().completionStage(slow))).build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = result.streamEvents().onItem().invoke(event -> {
            if (Trace.line(event).startsWith("RAW response.completed")) {
                slow.complete(GuardrailFunctionOutput.tripwire("late"));
            }
        }).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        failure(subscriber, InputGuardrailTripwireTriggeredException.class);
        assertThat(Trace.of(subscriber.getItems())).isEqualTo(HELLO + "RUN failed input_guardrail_tripwire_triggered\n");
        assertThat(result.finalOutput()).isEmpty();
    }

    @Test
    void c35AnOutputTripwireComesAfterTheMessage() {
        OutputGuardrail guardrail = OutputGuardrail.named("no greetings").check((run, agent, output) -> Uni.createFrom().item(
                output.value().equals("hello") ? GuardrailFunctionOutput.tripwire("greeting") : GuardrailFunctionOutput.pass()));
        Outcome outcome = bothWays(a().outputGuardrails(guardrail).build(), RunOptions.DEFAULT, answer(message("hello")));

        OutputGuardrailTripwireTriggeredException failure = outcome.failure(OutputGuardrailTripwireTriggeredException.class);
        assertThat(failure.guardrailResult().agentOutput().value()).isEqualTo("hello");
        assertThat(failure.guardrailResult().agent().name()).isEqualTo("A");
        assertThat(outcome.trace()).isEqualTo(HELLO + "RUN failed output_guardrail_tripwire_triggered\n");
        assertThat(outcome.result().finalOutput()).isEmpty();
        assertThat(outcome.result().newItems()).hasSize(1);
        assertThat(bothWays(a().outputGuardrails(guardrail).build(), RunOptions.DEFAULT, answer(message("tea?")))
                .result().outputGuardrailResults()).hasSize(1);
    }

    @Test
    void guardrailsOfTheRunAreAskedWithThoseOfTheAgentAndOnlyThoseOfTheFirstAgent() {
        List<String> asked = new CopyOnWriteArrayList<>();
        Agent b = Agent.named("B").inputGuardrails(telling("of B", asked)).outputGuardrails(tellingOfOutput("of B", asked))
                .build();
        Agent a = a().handoffs(b).inputGuardrails(telling("of A", asked)).outputGuardrails(tellingOfOutput("of A", asked))
                .build();
        RunOptions options = RunOptions.builder().inputGuardrails(telling("of the run", asked))
                .outputGuardrails(tellingOfOutput("of the run", asked)).build();
        model.answer(functionCall("h1", "transfer_to_b", "{}")).answer(message("I am B"));

        completed(runner.runStreamed(a, "hi", options));

        assertThat(asked).containsExactlyInAnyOrder("input of A by A", "input of the run by A", "output of B by B",
                "output of the run by B");
    }

    @Test
    void aGuardrailThatFailsFailsTheRunWithItsFailure() {
        InputGuardrail fails = InputGuardrail.named("broken")
                .check((run, agent, input) -> Uni.createFrom().failure(new IllegalStateException("no verdict")));
        assertThat(bothWays(a().inputGuardrails(notParallel(fails)).build(), RunOptions.DEFAULT, answer(message("hello")))
                .failure(IllegalStateException.class)).hasMessage("no verdict");
        assertThat(bothWays(a().inputGuardrails(fails).build(), RunOptions.DEFAULT, answer(message("hello")))
                .failure(IllegalStateException.class)).hasMessage("no verdict");
        OutputGuardrail throwing = OutputGuardrail.named("thrower").check((run, agent, output) -> {
            throw new IllegalStateException("thrown");
        });
        assertThat(bothWays(a().outputGuardrails(throwing).build(), RunOptions.DEFAULT, answer(message("hello")))
                .failure(IllegalStateException.class)).hasMessage("thrown");
        InputGuardrail nothing = InputGuardrail.named("nothing").check((run, agent, input) -> Uni.createFrom().nullItem());
        assertThat(bothWays(a().inputGuardrails(nothing).build(), RunOptions.DEFAULT, answer(message("hello")))
                .failure(IllegalStateException.class)).hasMessageContaining("'nothing' gave null");
    }

    @Test
    void ofSeveralTheFirstThatTripsEndsTheRunAndTheOthersAreCancelled() {
        AtomicBoolean cancelled = new AtomicBoolean();
        InputGuardrail slow = InputGuardrail.named("slow").runInParallel(false).check((run, agent, input) ->
                Uni.createFrom().<GuardrailFunctionOutput> nothing().onCancellation().invoke(() -> cancelled.set(true)));
        model.answer(message("hello"));
        AssertSubscriber<?> subscriber = subscribed(
                runner.runStreamed(a().inputGuardrails(slow, notParallel(TRIPS)).build(), "hi"));

        subscriber.awaitFailure(LIMIT).assertFailedWith(InputGuardrailTripwireTriggeredException.class);
        assertThat(cancelled).isTrue();
    }

    @Test
    void aRunThatEndsCancelsTheGuardrailsThatAreStillAsked() {
        AtomicBoolean cancelled = new AtomicBoolean();
        InputGuardrail slow = InputGuardrail.named("slow").check((run, agent, input) -> Uni.createFrom()
                .<GuardrailFunctionOutput> nothing().onCancellation().invoke(() -> cancelled.set(true)));
        model.answer(message("hello"));
        RunResultStreaming result = runner.runStreamed(a().inputGuardrails(slow).build(), "hi");
        result.streamEvents().onItem().invoke(event -> {
            if (Trace.line(event).startsWith("RAW response.completed")) {
                result.cancel();
            }
        }).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE)).awaitCompletion(LIMIT);

        assertThat(cancelled).isTrue();
    }

    @Test
    void aTripwireThatIsKnownKeepsToolsFromStarting() {
        AtomicInteger calls = new AtomicInteger();
        CompletableFuture<GuardrailFunctionOutput> verdict = new CompletableFuture<>();
        model.answer(functionCall("c1", "foo", "{}"));
        RunResultStreaming result = runner.runStreamed(a().tools(tool("foo", () -> {
            calls.incrementAndGet();
            return Uni.createFrom().item(OutputValue.of("foo-ok"));
        })).inputGuardrails(InputGuardrail.named("no tools").check(
                (run, agent, input) -> Uni.createFrom().completionStage(verdict))).build(), "hi");
        AssertSubscriber<?> subscriber = result.streamEvents().onItem().invoke(event -> {
            if (Trace.line(event).startsWith("ITEM tool_called")) {
                verdict.complete(GuardrailFunctionOutput.tripwire("no"));
            }
        }).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        subscriber.awaitFailure(LIMIT);
        assertThat(calls).hasValue(0);
    }

    @Test
    void guardrailsSeeTheInputAndMayBlock() {
        List<String> seen = new CopyOnWriteArrayList<>();
        InputGuardrail blocking = InputGuardrail.named("blocking").blocking((run, agent, input) -> {
            seen.add(((Message) input.get(0)).text() + " " + agent.name() + " "
                    + Thread.currentThread().getName().startsWith("vert.x-eventloop"));
            return GuardrailFunctionOutput.pass();
        });
        OutputGuardrail ofOutput = OutputGuardrail.named("blocking").blocking((run, agent, output) -> {
            seen.add(output.value() + " " + Thread.currentThread().getName().startsWith("vert.x-eventloop"));
            return GuardrailFunctionOutput.pass();
        });
        model.answer(message("hello"));
        completed(runner.runStreamed(a().inputGuardrails(blocking).outputGuardrails(ofOutput).build(), "hi"));

        assertThat(seen).containsExactly("hi A false", "hello false");
    }

    @Test
    void aGuardrailWithoutANameIsCalledAsItsClass() {
        class NoShouting implements InputGuardrail {
            @Override
            public Uni<GuardrailFunctionOutput> check(RunContext run, Agent agent,
                    List<ResponseItem> input) {
                return Uni.createFrom().item(GuardrailFunctionOutput.pass());
            }
        }
        assertThat(new NoShouting().name()).isEqualTo("NoShouting");
        InputGuardrail lambda = (run, agent, input) -> Uni.createFrom().item(GuardrailFunctionOutput.pass());
        assertThat(lambda.name()).isEqualTo("GuardrailsTest");
    }

    private static InputGuardrail notParallel(InputGuardrail guardrail) {
        return InputGuardrail.named(guardrail.name()).runInParallel(false).check(guardrail);
    }

    private static InputGuardrail telling(String name, List<String> asked) {
        return InputGuardrail.named(name).check((run, agent, input) -> {
            asked.add("input " + name + " by " + agent.name());
            return Uni.createFrom().item(GuardrailFunctionOutput.pass());
        });
    }

    private static OutputGuardrail tellingOfOutput(String name, List<String> asked) {
        return OutputGuardrail.named(name).check((run, agent, output) -> {
            asked.add("output " + name + " by " + agent.name());
            return Uni.createFrom().item(GuardrailFunctionOutput.pass());
        });
    }
}
