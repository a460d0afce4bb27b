package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.scripted.ScriptedTurn;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Readers that are slow, that leave at an unusual moment, or that break the rules. */
class ReaderTest extends RunnerFixture {

    private static final Predicate<StreamEvent> TOOL_CALLED = event -> event instanceof RunItemStreamEvent item
            && item.name() == RunItemEventName.TOOL_CALLED;
    private static final Predicate<StreamEvent> TOOL_OUTPUT = event -> event instanceof RunItemStreamEvent item
            && item.name() == RunItemEventName.TOOL_OUTPUT;

    @Test
    void cancellingAfterTheTurnTakesNoEventOfItFromASlowReader() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("never asked for"));
        RunResultStreaming result = runner.runStreamed(a().tools(foo()).build(), "hi");
        AssertSubscriber<StreamEvent> slow = result.streamEvents().subscribe().withSubscriber(AssertSubscriber.create(10));
        slow.awaitItems(10, LIMIT);
        result.cancel(CancelMode.AFTER_TURN);

        slow.request(100).awaitCompletion(LIMIT);

        assertThat(Trace.of(slow.getItems())).endsWith("""
                ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='foo-ok'
                RUN cancelled requested
                """);
    }

    @Test
    void cancellingEarlyAfterTheTurnTakesNoEventOfItFromASlowReader() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        model.turns(ScriptedTurn.answer(functionCall("c1", "foo", "{}")).waitingBefore(
                event -> event.type().equals("response.output_item.done"), answer));
        RunResultStreaming result = runner.runStreamed(a().tools(foo()).build(), "hi");
        AssertSubscriber<StreamEvent> slow = result.streamEvents().subscribe().withSubscriber(AssertSubscriber.create(9));
        slow.awaitItems(7, LIMIT);
        result.cancel(CancelMode.AFTER_TURN);
        answer.complete(null);
        slow.awaitItems(9, LIMIT);

        slow.request(1).awaitItems(10, LIMIT).request(100).awaitCompletion(LIMIT);

        assertThat(Trace.of(slow.getItems())).contains("ITEM tool_output").endsWith("RUN cancelled requested\n");
    }

    @Test
    void noToolStartsOnceTheReaderHasCancelledAtACallThatOnlyTheTerminalEventBrought() {
        AtomicBoolean started = new AtomicBoolean();
        String call = functionCall("c1", "foo", "{}").json().toString();
        Agent agent = a().model(request -> Multi.createFrom().item(ModelEvent.of(JsonText.of(
                "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[" + call + "]}}"))))
                .tools(tool("foo", () -> {
                    started.set(true);
                    return Uni.createFrom().item(OutputValue.of("foo-ok"));
                })).build();
        RunResultStreaming result = runner.runStreamed(agent, "hi");
        CompletableFuture<Void> ended = new CompletableFuture<>();

        result.streamEvents().subscribe().with(event -> {
            if (TOOL_CALLED.test(event)) {
                result.cancel();
            }
        }, ended::completeExceptionally, () -> ended.complete(null));

        assertThat(ended).succeedsWithin(LIMIT);
        assertThat(started).isFalse();
        assertThat(result.usage().requests()).isEqualTo(1);
    }

    @Test
    void aReaderThatThrowsHasLeft() {
        model.turns(ScriptedTurn.answer(message("hello")).waitingBefore(
                event -> event.type().equals("response.completed"), new CompletableFuture<>()));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");

        result.streamEvents().subscribe().withSubscriber(new Throwing(event -> event.sequenceNumber() == 4));

        Awaitility.await().until(result::isComplete);
        assertThat(model.calls().get(0).cancelled().toCompletableFuture()).succeedsWithin(LIMIT);
    }

    @Test
    void aReaderThatThrowsAtTheOutputOfAToolHasLeft() {
        CompletableFuture<OutputValue> late = new CompletableFuture<>();
        model.answer(functionCall("c1", "foo", "{}")).answer(message("never asked for"));
        RunResultStreaming result = runner.runStreamed(
                a().tools(tool("foo", () -> Uni.createFrom().completionStage(late))).build(), "hi");

        result.streamEvents().subscribe().withSubscriber(new Throwing(TOOL_OUTPUT));
        late.complete(OutputValue.of("foo-ok"));

        Awaitility.await().until(result::isComplete);
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void askingForLessThanOneEventFailsTheStreamWithoutWaitingForDemand() {
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = AssertSubscriber.create(0);
        Flow.Subscription[] subscription = new Flow.Subscription[1];
        result.streamEvents().onSubscription().invoke(given -> subscription[0] = given)
                .subscribe().withSubscriber(subscriber);

        subscription[0].request(0);

        failure(subscriber, IllegalArgumentException.class);
        assertThat(subscriber.getItems()).isEmpty();
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void aCallersTelemetryDoesNotStayOnTheEventLoop() throws Exception {
        ContextKey<String> key = ContextKey.named("caller");
        model.answer(message("hello"));
        try (Scope caller = Context.root().with(key, "somebody").makeCurrent()) {
            completed(runner.runStreamed(a().build(), "hi"));
        }
        CompletableFuture<String> seen = new CompletableFuture<>();

        vertx.getOrCreateContext().runOnContext(later -> seen.complete(String.valueOf(Context.current().get(key))));

        assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("null");
    }

    /** Breaks rule 2.13 of Reactive Streams at one event. */
    private record Throwing(Predicate<StreamEvent> at) implements MultiSubscriber<StreamEvent> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onItem(StreamEvent event) {
            if (at.test(event)) {
                throw new AssertionError("this reader throws");
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            throw new AssertionError("nothing comes after it has thrown", failure);
        }

        @Override
        public void onCompletion() {
            throw new AssertionError("nothing comes after it has thrown");
        }
    }
}
