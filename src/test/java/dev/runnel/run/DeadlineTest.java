package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.model.scripted.ScriptedTurn;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that takes longer than it may fails, and what it was doing is cancelled. */
class DeadlineTest extends RunnerFixture {

    private static final RunOptions SHORT = RunOptions.builder().maxRunTime(Duration.ofMillis(100)).build();

    @Test
    void aModelThatIsTooSlowIsCancelledAtTheDeadline() {
        model.turns(ScriptedTurn.answer(message("one two")).inDeltas(2)
                .waitingBefore(ResponseTextDeltaEvent.class::isInstance, new CompletableFuture<>()));
        long start = System.nanoTime();
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(a().build(), "hi", SHORT));

        DeadlineExceededException failure = failure(subscriber, DeadlineExceededException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(99));
        assertThat(failure.maxRunTime()).isEqualTo(Duration.ofMillis(100));
        assertThat(failure).hasMessage("The run took longer than the 100 ms that it was allowed to take");
        assertThat(Trace.of(subscriber.getItems())).startsWith("RUN started\n").contains("content_part.added")
                .endsWith("RUN failed deadline_exceeded\n").containsOnlyOnce("RUN failed");
        assertThat(model.calls().get(0).cancelled()).succeedsWithin(LIMIT);
    }

    @Test
    void aToolThatIsTooSlowIsCancelledAtTheDeadline() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        model.answer(functionCall("c1", "foo", "{}"));
        Agent agent = a().tools(tool("foo", () -> Uni.createFrom().<OutputValue> nothing()
                .onCancellation().invoke(() -> cancelled.complete(null)))).build();
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(agent, "hi", SHORT));

        DeadlineExceededException failure = failure(subscriber, DeadlineExceededException.class);

        assertThat(Trace.of(subscriber.getItems())).contains("ITEM tool_called").endsWith("RUN failed deadline_exceeded\n");
        assertThat(failure.runData()).hasValueSatisfying(data -> assertThat(data.lastAgent()).isEqualTo("A"));
        assertThat(cancelled).succeedsWithin(LIMIT);
    }

    @Test
    void aReaderThatStallsLearnsOfTheDeadlineWhenItGoesOn() {
        model.answer(message("one two"));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi", SHORT);
        AssertSubscriber<StreamEvent> subscriber = result.streamEvents().subscribe()
                .withSubscriber(AssertSubscriber.create(1)).awaitItems(1, LIMIT);

        await().until(result::isComplete);
        subscriber.request(Long.MAX_VALUE);

        failure(subscriber, DeadlineExceededException.class);
        assertThat(Trace.of(subscriber.getItems())).isEqualTo("RUN started\nAGENT A\nRUN failed deadline_exceeded\n");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void aRunThatIsFastEnoughDoesNotNoticeItsDeadline() {
        model.answer(message("done"));
        RunOptions options = RunOptions.builder().maxRunTime(Duration.ofDays(365)).build();

        assertThat(Trace.of(completed(runner.runStreamed(a().build(), "hi", options)))).endsWith("RUN completed 'done'\n");
    }

    @ParameterizedTest
    @ValueSource(strings = { "PT0S", "PT-1S", "PT0.0009S", "P366D" })
    void aLimitOutOfRangeIsRefused(Duration limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> RunOptions.builder().maxRunTime(limit).build())
                .withMessage("maxRunTime is " + limit + ", must be from 1 ms to 365 days");
    }
}
