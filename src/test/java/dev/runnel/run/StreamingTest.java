package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.AgentUpdatedStreamEvent;
import dev.runnel.event.CancelReason;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.ResponseCompletedEvent;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Starting, demand and cancelling: the conformance scenarios in which the reader takes part, so that most have no collected
 * form. Where Runnel decided otherwise: a run without a reader does not begin (C47), a reader that leaves cancels it (C48),
 * a second one is refused, and a cancelled run gives one more event.
 */
class StreamingTest extends RunnerFixture {

    private static final Predicate<StreamEvent> FIRST_DELTA = event -> event instanceof RawResponsesStreamEvent raw
            && raw.data() instanceof ResponseTextDeltaEvent;

    @Test
    void c44AnImmediateCancelGivesExactlyOneMoreEvent() {
        AtomicInteger toolsStarted = new AtomicInteger();
        Tool counted = tool("foo", () -> {
            toolsStarted.incrementAndGet();
            return Uni.createFrom().item(OutputValue.of("foo-ok"));
        });
        model.turns(ScriptedTurn.answer(message("hello world"), functionCall("c1", "foo", "{}")).inDeltas(4)
                .waitingBefore(ResponseCompletedEvent.class::isInstance, new CompletableFuture<>()));
        RunResultStreaming result = runner.runStreamed(a().tools(counted).build(), "hi");

        List<StreamEvent> events = at(result, FIRST_DELTA, RunResultStreaming::cancel);

        assertThat(Trace.of(events)).isEqualTo("""
                RUN started
                AGENT A
                RAW response.created #0
                RAW response.in_progress #1
                RAW response.output_item.added #2
                RAW response.content_part.added #3
                RAW response.output_text.delta #4
                RUN cancelled requested
                """);
        assertThat(events.get(events.size() - 1).sequenceNumber()).isEqualTo(events.size() - 1);
        assertThat(model.calls().get(0).isCancelled()).isTrue();
        assertThat(toolsStarted).hasValue(0);
        assertThat(result.newItems()).isEmpty();
        assertThat(result.finalOutput()).isEmpty();
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void c44CancellingWhileTheModelIsSilentEndsTheRun() {
        model.turns(ScriptedTurn.answer(message("never")).waitingBefore(ResponseTextDeltaEvent.class::isInstance,
                new CompletableFuture<>()));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = subscribed(result).awaitItems(6, LIMIT);

        result.cancel(CancelMode.IMMEDIATE, CancelReason.SHUTDOWN);
        result.cancel();

        subscriber.awaitCompletion(LIMIT);
        assertThat(Trace.of(subscriber.getItems())).endsWith("RAW response.content_part.added #3\nRUN cancelled shutdown\n");
        assertThat(model.calls().get(0).cancelled().toCompletableFuture()).succeedsWithin(LIMIT);
    }

    @Test
    void c45CancellingAfterTheTurnLetsItsToolsFinish() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("never asked for"));
        RunResultStreaming result = runner.runStreamed(a().tools(foo()).build(), "hi");

        List<StreamEvent> events = at(result,
                event -> event instanceof RunItemStreamEvent item && item.name() == RunItemEventName.TOOL_CALLED,
                run -> run.cancel(CancelMode.AFTER_TURN));

        assertThat(Trace.of(events)).isEqualTo("""
                RUN started
                AGENT A
                """ + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=A call_id=c1
                RAW response.completed #6
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='foo-ok'
                RUN cancelled requested
                """);
        assertThat(result.usage().requests()).isEqualTo(1);
        assertThat(result.toInputList()).as("the turn counts, and can be gone on with").hasSize(3);
    }

    @Test
    void c45ATurnThatWasTheLastOneCompletesTheRun() {
        model.answer(message("done"));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");

        assertThat(Trace.of(at(result, FIRST_DELTA, run -> run.cancel(CancelMode.AFTER_TURN))))
                .endsWith("RUN completed 'done'\n");
    }

    @Test
    void c45AnImmediateCancelAfterASoftOneWins() {
        model.answer(message("done"));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");

        assertThat(Trace.of(at(result, FIRST_DELTA, run -> {
            run.cancel(CancelMode.AFTER_TURN);
            run.cancel(CancelMode.IMMEDIATE);
        }))).endsWith("RAW response.output_text.delta #4\nRUN cancelled requested\n");
    }

    @Test
    void c46CancellingAtTheSwitchOfAgentsKeepsTheNextModelFromBeingCalled() {
        Agent b = Agent.named("B").build();
        model.answer(functionCall("h1", "transfer_to_b", "{}")).answer(message("never asked for"));
        RunResultStreaming result = runner.runStreamed(a().handoffs(b).build(), "hi");

        List<StreamEvent> events = at(result,
                event -> event instanceof AgentUpdatedStreamEvent agent && agent.newAgent().name().equals("B"),
                run -> run.cancel(CancelMode.AFTER_TURN));

        assertThat(Trace.of(events)).endsWith("AGENT B\nRUN cancelled requested\n");
        assertThat(model.calls()).hasSize(1);
        assertThat(result.currentAgent()).isEqualTo(b);
    }

    @Test
    void aRunThatIsCancelledBeforeItStartsCallsNoModel() {
        model.answer(message("never asked for"));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        result.cancel();

        assertThat(Trace.of(completed(result))).isEqualTo("RUN cancelled requested\n");
        assertThat(model.calls()).isEmpty();
    }

    /**
     * C47: in the reference the run goes on without a reader. Here no reader means no model call, and a slow start
     * loses nothing.
     */
    @Test
    void c47WithoutASubscriberNoModelIsCalledAndALateOneSeesEverything() {
        model.answer(message("hello"));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        assertThat(model.calls()).isEmpty();

        AssertSubscriber<StreamEvent> subscriber = result.streamEvents().subscribe().withSubscriber(AssertSubscriber.create(0));
        assertThat(model.calls()).isEmpty();
        subscriber.request(Long.MAX_VALUE).awaitCompletion(LIMIT);

        assertThat(subscriber.getItems()).hasSize(13);
        assertThat(subscriber.getItems().get(0).sequenceNumber()).isZero();
    }

    @Test
    void c47ASecondSubscriberIsRefused() {
        model.answer(message("hello"));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        completed(result);

        assertThat(failure(subscribed(result), IllegalStateException.class)).hasMessageContaining("one subscriber");
    }

    /** C48, with the difference that the advice makes: a reader that leaves cancels the run. */
    @Test
    void c48AReaderThatLeavesCancelsTheModelCallAndGetsNoTerminalEvent() {
        model.turns(ScriptedTurn.answer(message("never")).waitingBefore(ResponseTextDeltaEvent.class::isInstance,
                new CompletableFuture<>()));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = subscribed(result).awaitItems(6, LIMIT);

        subscriber.cancel();

        assertThat(model.calls().get(0).cancelled().toCompletableFuture()).succeedsWithin(LIMIT);
        subscriber.assertNotTerminated();
        assertThat(subscriber.getItems()).hasSize(6);
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void c48AReaderThatLeavesWhileAToolRunsCancelsTheTool() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Tool stuck = tool("stuck", () -> Uni.createFrom().<OutputValue> nothing()
                .onCancellation().invoke(() -> cancelled.complete(null)));
        model.answer(functionCall("c1", "stuck", "{}"));
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(a().tools(stuck).build(), "hi"))
                .awaitItems(10, LIMIT);

        subscriber.cancel();

        assertThat(cancelled).succeedsWithin(LIMIT);
    }

    /** C48 in the collected form: who no longer waits for the result has left, too. */
    @Test
    void c48WhoNoLongerWaitsForACollectedRunCancelsItsTool() {
        CompletableFuture<Void> called = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Tool stuck = tool("stuck", () -> Uni.createFrom().<OutputValue> nothing()
                .onSubscription().invoke(() -> called.complete(null))
                .onCancellation().invoke(() -> cancelled.complete(null)));
        model.answer(functionCall("c1", "stuck", "{}"));
        Cancellable waiting = runner.run(a().tools(stuck).build(), "hi").subscribe().with(result -> { });
        assertThat(called).succeedsWithin(LIMIT);

        waiting.cancel();

        assertThat(cancelled).succeedsWithin(LIMIT);
    }

    @Test
    void c49TheSecondModelCallWaitsUntilAllEventsOfTheFirstTurnWereTaken() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        AssertSubscriber<StreamEvent> subscriber = runner.runStreamed(a().tools(foo()).build(), "hi").streamEvents()
                .subscribe().withSubscriber(AssertSubscriber.create(0));
        for (int taken = 1; taken <= 11; taken++) {
            subscriber.awaitNextItem(LIMIT);
            assertThat(model.calls().size()).as("after event %s", taken).isLessThanOrEqualTo(1);
        }
        assertThat(Trace.line(subscriber.getLastItem())).startsWith("ITEM tool_output");

        subscriber.awaitNextItem(LIMIT);

        assertThat(model.calls()).hasSize(2);
        subscriber.request(Long.MAX_VALUE).awaitCompletion(LIMIT);
    }

    @Test
    void noMoreOfTheModelIsReadThanAskedForPlusASmallBuffer() {
        model.turns(ScriptedTurn.answer(message("x".repeat(5000))).inDeltas(5000));
        AtomicInteger read = new AtomicInteger();
        Agent agent = a().model(request -> model.stream(request).onItem().invoke(read::incrementAndGet)).build();
        AssertSubscriber<StreamEvent> subscriber = runner.runStreamed(agent, "hi").streamEvents()
                .subscribe().withSubscriber(AssertSubscriber.create(0));

        subscriber.awaitNextItems(100, LIMIT);

        assertThat(read.get()).isBetween(98, 98 + 32);
        subscriber.cancel();
    }

    @Test
    void manyTurnsOfASynchronousModelDoNotGrowTheStack() {
        int turns = 1000;
        for (int i = 1; i < turns; i++) {
            model.answer(functionCall("c" + i, "foo", "{}"));
        }
        model.answer(message("done"));
        RunResultStreaming result = runner.runStreamed(a().tools(foo()).build(), "hi",
                RunOptions.builder().unlimitedTurns().build());

        AssertSubscriber<StreamEvent> subscriber = subscribed(result).awaitCompletion(Duration.ofSeconds(60));

        assertThat(Trace.line(subscriber.getLastItem())).isEqualTo("RUN completed 'done'");
    }

    @Test
    void runCollectsTheSameLoopAndEachSubscriptionIsARunOfItsOwn() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("one")).answer(message("two"));
        Uni<RunResult> run = runner.run(a().tools(foo()).build(), "hi");
        assertThat(model.calls()).isEmpty();

        RunResult first = run.await().atMost(LIMIT);
        RunResult second = run.await().atMost(LIMIT);

        assertThat(first.finalOutput()).contains("one");
        assertThat(first.newItems()).hasSize(3);
        assertThat(second.finalOutput()).contains("two");
        assertThat(second.runId()).isNotEqualTo(first.runId());
    }

    @Test
    void blockingReadersMayIterate() {
        model.answer(message("hello"));

        List<StreamEvent> events = new CopyOnWriteArrayList<>();
        for (StreamEvent event : runner.runStreamed(a().build(), "hi").streamEvents().subscribe().asIterable()) {
            events.add(event);
        }

        assertThat(Trace.of(events)).endsWith("RUN completed 'hello'\n");
    }

    /** Reads a run, and does something to it right at the first event that fits. */
    private static List<StreamEvent> at(RunResultStreaming result, Predicate<StreamEvent> event,
            Consumer<RunResultStreaming> action) {
        List<StreamEvent> events = new CopyOnWriteArrayList<>();
        CompletableFuture<List<StreamEvent>> ended = new CompletableFuture<>();
        boolean[] done = { false };
        result.streamEvents().subscribe().with(next -> {
            events.add(next);
            if (!done[0] && event.test(next)) {
                done[0] = true;
                action.accept(result);
            }
        }, ended::completeExceptionally, () -> ended.complete(events));
        return ended.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
