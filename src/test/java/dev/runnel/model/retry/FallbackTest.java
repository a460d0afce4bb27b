package dev.runnel.model.retry;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static dev.runnel.model.scripted.ScriptedTurn.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.scripted.ScriptedModel;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FallbackTest {

    private static final Throwable BROKEN = new ModelConnectionException("broken", new IOException());

    private final ScriptedModel first = new ScriptedModel();
    private final ScriptedModel second = new ScriptedModel();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final Fallback fallback = new Fallback(first, second, abandoned::incrementAndGet);

    @Test
    void theSecondModelAnswersWhereTheFirstFailsBeforeItsAnswer() {
        first.turns(answer().thenFailing(BROKEN));
        second.answer(message("hi"));

        AssertSubscriber<ModelEvent> subscriber = call(ModelRequest.of("hi"));

        assertThat(subscriber.assertCompleted().getItems()).extracting(ModelEvent::type)
                .startsWith("response.created", "response.in_progress", "response.output_item.added")
                .doesNotHaveDuplicates();
        assertThat(abandoned).hasValue(1);
    }

    @Test
    void theSecondModelIsNotAskedWhereTheFirstHasBegun() {
        first.turns(answer(message("hi")).thenFailing(BROKEN));

        assertThat(call(ModelRequest.of("hi")).assertTerminated().getFailure()).isSameAs(BROKEN);
        assertThat(second.calls()).isEmpty();
        assertThat(abandoned).hasValue(0);
    }

    @Test
    void whereBothFailTheLastFailureTellsOfTheFirst() {
        Throwable last = new ModelConnectionException("broken too", new IOException());
        first.turns(failing(BROKEN));
        second.turns(failing(last));

        assertThat(call(ModelRequest.of("hi")).assertTerminated().getFailure()).isSameAs(last)
                .hasSuppressedException(BROKEN);
    }

    @Test
    void aRequestWithStateAtTheFirstProviderIsNotForAnother() {
        first.turns(failing(BROKEN));

        assertThat(call(RetryingTest.request(Optional.empty(), true)).assertTerminated().getFailure()).isSameAs(BROKEN);
        assertThat(second.calls()).isEmpty();
    }

    @Test
    void cancellingEndsTheCallOfTheSecond() {
        first.turns(failing(BROKEN));
        second.turns(answer(message("hi")).waitingBefore(event -> true, new CompletableFuture<>()));

        call(ModelRequest.of("hi")).cancel();

        assertThat(second.calls().get(0).isCancelled()).isTrue();
    }

    private AssertSubscriber<ModelEvent> call(ModelRequest request) {
        return fallback.stream(request).subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }
}
