package dev.runnel.model.retry;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static dev.runnel.model.scripted.ScriptedTurn.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.model.Message;
import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelRetrySettings;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.RetryDecision;
import dev.runnel.model.RetryPolicies;
import dev.runnel.model.RetryPolicy;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.model.scripted.ScriptedTurn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryingTest {

    private static final Throwable BROKEN = new ModelConnectionException("broken", new IOException());
    private static final Duration LATER = Duration.ofDays(1).minusNanos(1);

    private final ManualTimer timer = new ManualTimer();
    private final ScriptedModel model = new ScriptedModel();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final Retrying retrying = new Retrying(model, timer, () -> 0.5, abandoned::incrementAndGet);

    @Test
    void anAttemptThatFailsBeforeTheAnswerIsMadeAgainAfterTheBackOff() {
        model.turns(failing(BROKEN), answer().thenFailing(BROKEN), answer(message("hi")));
        AssertSubscriber<ModelEvent> subscriber = call(networkError(2));

        timer.pass(Duration.ofMillis(249));
        assertThat(model.calls()).hasSize(1);
        timer.pass(Duration.ofMillis(1));
        assertThat(model.calls()).hasSize(2);
        subscriber.assertHasNotReceivedAnyItem();
        timer.pass(Duration.ofMillis(500));

        assertThat(subscriber.assertCompleted().getItems()).extracting(ModelEvent::type).startsWith("response.created",
                "response.in_progress", "response.output_item.added").doesNotHaveDuplicates();
        assertThat(timer.delays()).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(abandoned).hasValue(2);
    }

    @Test
    void afterTheLastRetryTheFailureIsTheLastAttempts() {
        Throwable last = new ModelConnectionException("the last", new IOException());
        model.turns(failing(BROKEN), failing(last));
        AssertSubscriber<ModelEvent> subscriber = call(networkError(1));

        timer.pass(LATER);

        assertThat(subscriber.assertTerminated().getFailure()).isSameAs(last);
        assertThat(abandoned).hasValue(1);
    }

    @Test
    void onceTheAnswerHasBegunNothingIsMadeAgain() {
        model.turns(answer(message("hi")).thenFailing(BROKEN));
        AssertSubscriber<ModelEvent> subscriber = call(networkError(3));

        assertThat(subscriber.assertTerminated().getFailure()).isSameAs(BROKEN);
        assertThat(subscriber.getItems()).isNotEmpty();
        assertThat(model.calls()).hasSize(1);
        assertThat(abandoned).hasValue(0);
    }

    @Test
    void thereIsNoRetryWithoutAPolicyOrANumberOrForAnError() {
        for (Optional<ModelRetrySettings> none : List.of(Optional.<ModelRetrySettings> empty(),
                Optional.of(ModelRetrySettings.ofMaxRetries(3)),
                Optional.of(new ModelRetrySettings(Optional.empty(), ModelRetrySettings.ofMaxRetries(0).backoff(),
                        Optional.of(RetryPolicies.networkError()))),
                Optional.of(networkError(0)), Optional.of(ModelRetrySettings.of(3, RetryPolicies.never())))) {
            model.turns(failing(BROKEN));
            assertThat(call(none, false).assertTerminated().getFailure()).isSameAs(BROKEN);
        }
        Error error = new AssertionError();
        model.turns(failing(error));
        assertThat(call(ModelRetrySettings.of(3, always())).assertTerminated().getFailure()).isSameAs(error);
        assertThat(timer.delays()).isEmpty();
    }

    @Test
    void theProvidersRetryAfterTakesTheBackOffsPlace() {
        model.turns(refused(429, 7), answer(message("hi")));
        AssertSubscriber<ModelEvent> subscriber = call(ModelRetrySettings.of(1, RetryPolicies.httpStatus(429)));

        timer.pass(Duration.ofSeconds(7));

        subscriber.assertCompleted();
        assertThat(timer.delays()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void aProviderThatAsksForTooLongAWaitIsNotAskedAgain() {
        model.turns(refused(429, 61));

        call(ModelRetrySettings.of(1, RetryPolicies.httpStatus(429))).assertFailedWith(ModelHttpException.class);
        assertThat(timer.delays()).isEmpty();
    }

    @Test
    void anOwnPolicyMayWaitAsLongAsItLikes() {
        model.turns(refused(429, 61), answer(message("hi")));
        AssertSubscriber<ModelEvent> subscriber = call(
                ModelRetrySettings.of(1, RetryPolicy.of(failed -> RetryDecision.retryAfter(Duration.ofMinutes(2)))));

        timer.pass(Duration.ofMinutes(2));
        subscriber.assertCompleted();
    }

    @Test
    void anOwnPolicyMayTakeItsTimeAndIsForgottenWhereNobodyWaits() {
        CompletableFuture<RetryDecision> decision = new CompletableFuture<>();
        AtomicInteger cancelled = new AtomicInteger();
        ModelRetrySettings settings = ModelRetrySettings.of(1, failed -> Uni.createFrom().completionStage(decision.copy())
                .onCancellation().invoke(cancelled::incrementAndGet));
        model.turns(failing(BROKEN), failing(BROKEN), answer(message("hi")));
        AssertSubscriber<ModelEvent> left = call(settings);
        AssertSubscriber<ModelEvent> waiting = call(settings);
        waiting.assertNotTerminated();
        left.cancel();
        assertThat(cancelled).hasValue(1);

        decision.complete(RetryDecision.retryAfter(Duration.ofSeconds(1)));
        timer.pass(Duration.ofSeconds(1));

        waiting.assertCompleted();
        assertThat(model.calls()).hasSize(3);
    }

    @Test
    void aPolicyThatCannotDecideFailsTheCall() {
        for (RetryPolicy broken : List.<RetryPolicy> of(failed -> Uni.createFrom().failure(new IllegalStateException("broken")),
                failed -> {
                    throw new IllegalStateException("broken");
                }, RetryPolicy.of(failed -> null))) {
            model.turns(failing(BROKEN));
            assertThat(call(ModelRetrySettings.of(1, broken)).assertFailedWith(IllegalStateException.class).getFailure())
                    .hasSuppressedException(BROKEN);
        }
    }

    @Test
    void aRunThatHasNotEnoughTimeLeftFailsAtOnce() {
        timer.left(Duration.ofMillis(250));
        model.turns(failing(BROKEN));

        assertThat(call(networkError(1)).assertTerminated().getFailure()).isSameAs(BROKEN);
        assertThat(abandoned).hasValue(0);
    }

    @Test
    void cancellingEndsTheWaitForTheNextAttempt() {
        model.turns(failing(BROKEN));
        call(networkError(1)).cancel();

        assertThat(timer.waiting()).isZero();
        timer.pass(LATER);
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void cancellingEndsTheAttemptThatGoesOn() {
        model.turns(failing(BROKEN), answer(message("hi")).waitingBefore(event -> true, new CompletableFuture<>()));
        AssertSubscriber<ModelEvent> subscriber = call(networkError(1));
        timer.pass(LATER);

        subscriber.cancel();

        assertThat(model.calls().get(1).isCancelled()).isTrue();
    }

    @Test
    void aRequestWithStateOnTheProvidersSideIsOnlyMadeAgainWhereThatIsSafe() {
        model.turns(failing(BROKEN));
        assertThat(stateful(always()).assertTerminated().getFailure()).isSameAs(BROKEN);

        model.turns(refused(503, 1), answer(message("hi")));
        AssertSubscriber<ModelEvent> refused = stateful(always());
        timer.pass(Duration.ofSeconds(1));
        refused.assertCompleted();

        model.turns(failing(BROKEN), answer(message("hi")));
        AssertSubscriber<ModelEvent> approved = stateful(RetryPolicy.of(failed -> RetryDecision.retry().approvingReplay()));
        timer.pass(Duration.ofSeconds(1));
        approved.assertCompleted();
    }

    @Test
    void aLockedConversationIsAskedAgainThreeTimesByItself() {
        ScriptedTurn locked = failing(new ModelHttpException(400, "locked", Optional.of("conversation_locked"),
                Optional.empty(), Optional.empty()));
        model.turns(locked, locked, locked, locked);
        AssertSubscriber<ModelEvent> subscriber = call(Optional.empty(), true);

        timer.pass(Duration.ofSeconds(7));

        subscriber.assertFailedWith(ModelHttpException.class);
        assertThat(timer.delays()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));

        model.turns(locked);
        call(Optional.of(ModelRetrySettings.ofMaxRetries(0)), true).assertFailedWith(ModelHttpException.class);
    }

    @Test
    void whatTheModelThrowsIsAFailedAttemptToo() {
        AtomicInteger calls = new AtomicInteger();
        Retrying throwing = new Retrying(request -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
            }
            return Multi.createFrom().items(PreludeTest.event("response.completed"));
        }, timer, () -> 0, abandoned::incrementAndGet);
        ModelRequest request = request(Optional.of(ModelRetrySettings.of(1, always())), false);
        AssertSubscriber<ModelEvent> subscriber = throwing.stream(request).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        timer.pass(LATER);
        subscriber.assertCompleted();
    }

    @Test
    void demandIsKeptOverTheAttempts() {
        model.turns(failing(BROKEN), answer(message("hi")));
        AssertSubscriber<ModelEvent> subscriber = retrying.stream(request(Optional.of(networkError(1)), false)).subscribe()
                .withSubscriber(AssertSubscriber.create(2));

        timer.pass(LATER);

        assertThat(subscriber.getItems()).hasSize(2);
        subscriber.request(1);
        assertThat(subscriber.getItems()).hasSize(3);
        subscriber.request(Long.MAX_VALUE).assertCompleted();
    }

    private static RetryPolicy always() {
        return RetryPolicy.of(failed -> RetryDecision.retry());
    }

    private static ModelRetrySettings networkError(int retries) {
        return ModelRetrySettings.of(retries, RetryPolicies.networkError());
    }

    private static ScriptedTurn refused(int status, int retryAfter) {
        return failing(new ModelHttpException(status, "busy", Optional.empty(), Optional.of(Duration.ofSeconds(retryAfter)),
                Optional.empty()));
    }

    private AssertSubscriber<ModelEvent> stateful(RetryPolicy policy) {
        return call(Optional.of(ModelRetrySettings.of(1, policy)), true);
    }

    private AssertSubscriber<ModelEvent> call(ModelRetrySettings retry) {
        return call(Optional.of(retry), false);
    }

    private AssertSubscriber<ModelEvent> call(Optional<ModelRetrySettings> retry, boolean stateful) {
        return retrying.stream(request(retry, stateful)).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    static ModelRequest request(Optional<ModelRetrySettings> retry, boolean stateful) {
        ModelSettings.Builder settings = ModelSettings.builder();
        retry.ifPresent(settings::retry);
        return new ModelRequest(Optional.empty(), Optional.empty(), List.of(Message.user("hi")), List.of(), List.of(),
                settings.build(), Optional.empty(), stateful ? Optional.of("conv_1") : Optional.empty(), Optional.empty());
    }
}
