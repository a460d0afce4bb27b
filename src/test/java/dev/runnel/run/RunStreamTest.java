package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.event.StreamEvent;
import dev.runnel.model.scripted.ScriptedTurn;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The six signals of a run's stream: subscribe, item, failure, completion, request, cancel; from any thread. */
class RunStreamTest extends RunnerFixture {

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theSubscriptionComesBeforeEverythingElse(boolean onEventLoop) {
        model.answer(message("hello"));
        Recorder recorder = new Recorder();
        subscribe(onEventLoop, runner.runStreamed(a().build(), "hi"), recorder);

        assertThat(recorder.ended).succeedsWithin(LIMIT);
        assertThat(recorder.signals).startsWith("subscribe", "item 0", "item 1")
                .endsWith("item 12", "completion").hasSize(15);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aRunThatWasCancelledBeforeHasOneEvent(boolean onEventLoop) {
        Recorder recorder = new Recorder();
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        result.cancel(CancelMode.AFTER_TURN);
        subscribe(onEventLoop, result, recorder);

        assertThat(recorder.ended).succeedsWithin(LIMIT);
        assertThat(recorder.signals).containsExactly("subscribe", "item 0", "completion");
        assertThat(model.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aSubscriberThatCancelsAtOnceCallsNoModel(boolean onEventLoop) {
        Recorder recorder = new Recorder() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
                super.onSubscribe(subscription);
            }
        };
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        subscribe(onEventLoop, result, recorder);

        Awaitility.await().until(result::isComplete);
        assertThat(recorder.signals).containsExactly("subscribe");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void aSubscriberThatThrowsAtTheSubscriptionHasLeft() {
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");

        assertThatThrownBy(() -> result.streamEvents().subscribe().withSubscriber(new Recorder() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                throw new IllegalStateException("thrown at the subscription");
            }
        })).hasMessage("thrown at the subscription");

        Awaitility.await().until(result::isComplete);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void demandMayComeFromManyThreadsAtOnce() {
        model.turns(ScriptedTurn.answer(message("x".repeat(2000))).inDeltas(2000));
        AssertSubscriber<StreamEvent> subscriber = runner.runStreamed(a().build(), "hi").streamEvents().subscribe()
                .withSubscriber(AssertSubscriber.create(0));
        List<CompletableFuture<Void>> askers = new CopyOnWriteArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            askers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 1000; i++) {
                    subscriber.request(1);
                }
            }));
        }

        subscriber.awaitCompletion(LIMIT);

        assertThat(subscriber.getItems()).hasSize(2012);
        for (int i = 0; i < subscriber.getItems().size(); i++) {
            assertThat(subscriber.getItems().get(i).sequenceNumber()).isEqualTo(i);
        }
        CompletableFuture.allOf(askers.toArray(CompletableFuture[]::new)).join();
    }

    @Test
    void signalsAfterTheEndChangeNothing() {
        model.answer(message("hello"));
        Recorder recorder = new Recorder();
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        result.streamEvents().subscribe().withSubscriber(recorder);
        assertThat(recorder.ended).succeedsWithin(LIMIT);

        recorder.subscription.request(5);
        recorder.subscription.request(-1);
        recorder.subscription.cancel();
        recorder.subscription.cancel();
        result.cancel();

        model.answer(message("another run on the same loop"));
        completed(runner.runStreamed(a().build(), "hi"));
        assertThat(recorder.signals).hasSize(15).endsWith("completion");
        assertThat(result.finalOutput()).contains("hello");
    }

    private static void subscribe(boolean onEventLoop, RunResultStreaming result, Recorder recorder) {
        if (onEventLoop) {
            // runStreamed was called on this thread: its context is the one that runs take
            vertx.getOrCreateContext().runOnContext(loop -> result.streamEvents().subscribe().withSubscriber(recorder));
        } else {
            result.streamEvents().subscribe().withSubscriber(recorder);
        }
    }

    /** Writes down the signals as they come. */
    private static class Recorder implements MultiSubscriber<StreamEvent> {

        private final List<String> signals = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            signals.add("subscribe");
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onItem(StreamEvent event) {
            signals.add("item " + event.sequenceNumber());
        }

        @Override
        public void onFailure(Throwable failure) {
            signals.add("failure");
            ended.completeExceptionally(failure);
        }

        @Override
        public void onCompletion() {
            signals.add("completion");
            ended.complete(null);
        }
    }
}
