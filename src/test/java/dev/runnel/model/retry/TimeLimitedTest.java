package dev.runnel.model.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.Message;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.ModelTimeoutException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimeLimitedTest {

    private static final ModelEvent DELTA = PreludeTest.event("response.output_text.delta");
    private static final ModelEvent COMPLETED = PreludeTest.event("response.completed");

    private final ManualTimer timer = new ManualTimer();
    private final AtomicReference<MultiEmitter<? super ModelEvent>> model = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final TimeLimited limited = new TimeLimited(request -> Multi.createFrom().<ModelEvent> emitter(model::set)
            .onCancellation().invoke(() -> cancelled.set(true)), timer);

    @Test
    void aModelThatNeverAnswersIsCancelledAtTheLimit() {
        AssertSubscriber<ModelEvent> subscriber = call(Long.MAX_VALUE);

        timer.pass(Duration.ofMillis(9_999));
        subscriber.assertNotTerminated();
        timer.pass(Duration.ofMillis(1));

        ModelTimeoutException failure = (ModelTimeoutException) subscriber.assertFailedWith(ModelTimeoutException.class)
                .getFailure();
        assertThat(failure).hasMessage("The model timed out: no end of the answer within 10 s (setting: the timeout of the "
                + "model settings)");
        assertThat(failure.phase()).isEqualTo(ModelTimeoutException.Phase.ATTEMPT);
        assertThat(failure.after()).isEqualTo(Duration.ofSeconds(10));
        assertThat(cancelled).isTrue();
    }

    @Test
    void aModelThatStallsInItsAnswerIsCancelledTooAndWhatCameIsKept() {
        AssertSubscriber<ModelEvent> subscriber = call(Long.MAX_VALUE);

        timer.pass(Duration.ofSeconds(6));
        model.get().emit(DELTA);
        timer.pass(Duration.ofSeconds(4));

        subscriber.assertFailedWith(ModelTimeoutException.class);
        assertThat(subscriber.getItems()).containsExactly(DELTA);
    }

    @Test
    void theTimeOfAReaderThatAsksForNothingDoesNotCount() {
        AssertSubscriber<ModelEvent> subscriber = call(1);

        timer.pass(Duration.ofSeconds(6));
        model.get().emit(DELTA);
        timer.pass(Duration.ofHours(1));
        subscriber.assertNotTerminated().request(1);
        timer.pass(Duration.ofMillis(3_999));
        subscriber.assertNotTerminated();
        timer.pass(Duration.ofMillis(1));

        subscriber.assertFailedWith(ModelTimeoutException.class);
    }

    @Test
    void anAnswerInTimeLeavesNothingBehind() {
        AssertSubscriber<ModelEvent> subscriber = call(Long.MAX_VALUE);

        model.get().emit(DELTA).emit(COMPLETED);
        assertThat(timer.waiting()).as("the answer is there").isZero();
        subscriber.request(1);
        timer.pass(Duration.ofHours(1));
        model.get().complete();

        assertThat(subscriber.assertCompleted().getItems()).containsExactly(DELTA, COMPLETED);
    }

    @Test
    void afterAFailureOrACancellationNoTimeRuns() {
        call(Long.MAX_VALUE);
        model.get().fail(new IllegalStateException("gone"));
        assertThat(timer.waiting()).isZero();

        call(Long.MAX_VALUE).cancel();
        assertThat(timer.waiting()).isZero();
        assertThat(cancelled).isTrue();
    }

    @Test
    void withoutALimitTheModelIsLeftAlone() {
        AssertSubscriber<ModelEvent> subscriber = limited.stream(ModelRequest.of("hi")).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        timer.pass(Duration.ofDays(1));
        subscriber.assertNotTerminated();
        assertThat(timer.delays()).isEmpty();
    }

    private AssertSubscriber<ModelEvent> call(long demand) {
        ModelSettings settings = ModelSettings.builder().timeout(Duration.ofSeconds(10)).build();
        ModelRequest request = new ModelRequest(Optional.empty(), Optional.empty(), List.of(Message.user("hi")), List.of(),
                List.of(), settings, Optional.empty(), Optional.empty(), Optional.empty());
        return limited.stream(request).subscribe().withSubscriber(AssertSubscriber.create(demand));
    }
}
