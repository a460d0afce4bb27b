package dev.runnel.model;

import static dev.runnel.model.RetryPolicies.all;
import static dev.runnel.model.RetryPolicies.any;
import static dev.runnel.model.RetryPolicies.httpStatus;
import static dev.runnel.model.RetryPolicies.networkError;
import static dev.runnel.model.RetryPolicies.never;
import static dev.runnel.model.RetryPolicies.providerSuggested;
import static dev.runnel.model.RetryPolicies.retryAfter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runnel.model.ModelTimeoutException.Phase;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPoliciesTest {

    private static final Throwable UNREACHABLE = new ModelConnectionException("no", new IOException(), false);
    private static final Throwable BROKEN = new ModelConnectionException("no", new IOException());
    private static final Throwable NO_CONNECTION = timeout(Phase.CONNECT);
    private static final Throwable SILENT = timeout(Phase.FIRST_BYTE);

    private final RetryPolicy retry = RetryPolicy.of(failed -> RetryDecision.retry());
    private final RetryPolicy giveUp = RetryPolicy.of(failed -> RetryDecision.giveUp());

    @Test
    void neverIsNever() {
        assertThat(on(never(), BROKEN).isRetry()).isFalse();
    }

    @Test
    void networkErrorsAreBrokenConnectionsAndTimeouts() {
        assertThat(on(networkError(), UNREACHABLE).isRetry()).isTrue();
        assertThat(on(networkError(), BROKEN).isRetry()).isTrue();
        assertThat(on(networkError(), SILENT).isRetry()).isTrue();
        assertThat(on(networkError(), refused(503)).isRetry()).isFalse();
        assertThat(on(networkError(), new ModelBehaviorException("odd")).isRetry()).isFalse();
    }

    @Test
    void anHttpStatusIsOneOfThese() {
        assertThat(on(httpStatus(429, 503), refused(503)).isRetry()).isTrue();
        assertThat(on(httpStatus(429, 503), refused(500)).isRetry()).isFalse();
        assertThat(on(httpStatus(429, 503), BROKEN).isRetry()).isFalse();
    }

    @Test
    void aRetryAfterIsADelay() {
        assertThat(on(retryAfter(), refused(429, Duration.ofSeconds(7), null)).delay()).contains(Duration.ofSeconds(7));
        assertThat(on(retryAfter(), refused(429)).isRetry()).isFalse();
    }

    @Test
    void theProviderSuggestsByItsHeaderOrByTheKindOfFailure() {
        assertThat(on(providerSuggested(), refused(400, null, true)).isRetry()).isTrue();
        assertThat(on(providerSuggested(), refused(503, null, false)).isVeto()).isTrue();
        for (int status : new int[] { 408, 409, 429, 500, 503 }) {
            assertThat(on(providerSuggested(), refused(status)).isRetry()).as("%d", status).isTrue();
        }
        assertThat(on(providerSuggested(), refused(400))).isEqualTo(RetryDecision.giveUp());
        assertThat(on(providerSuggested(), BROKEN).isRetry()).isTrue();
        assertThat(on(providerSuggested(), SILENT).isRetry()).isTrue();
        assertThat(on(providerSuggested(), new ModelBehaviorException("odd"))).isEqualTo(RetryDecision.giveUp());
    }

    @Test
    void aReplayIsSafeWhereTheProviderHasCertainlyDoneNothing() {
        assertThat(safe(UNREACHABLE)).isTrue();
        assertThat(safe(NO_CONNECTION)).isTrue();
        assertThat(safe(refused(503))).isTrue();
        assertThat(safe(refused(400, null, true))).isTrue();
        assertThat(safe(refused(400))).isFalse();
        assertThat(safe(BROKEN)).isFalse();
        assertThat(safe(SILENT)).isFalse();
        assertThat(safe(new ModelBehaviorException("odd"))).isFalse();
    }

    @Test
    void anyTakesOneThatSaysSoUnlessAnotherForbidsIt() {
        RetryPolicy later = RetryPolicy.of(failed -> RetryDecision.retryAfter(Duration.ofSeconds(1)));
        RetryPolicy approving = RetryPolicy.of(failed -> RetryDecision.retry().approvingReplay());

        assertThat(on(any(giveUp, retry), BROKEN).isRetry()).isTrue();
        assertThat(on(any(giveUp, giveUp), BROKEN).isRetry()).isFalse();
        assertThat(on(any(), BROKEN).isRetry()).isFalse();
        assertThat(on(any(later, approving), BROKEN))
                .isEqualTo(RetryDecision.retryAfter(Duration.ofSeconds(1)).approvingReplay());
        assertThat(on(any(retry, providerSuggested()), refused(503, null, false)).isVeto()).isTrue();
    }

    @Test
    void allTakesAllOfThem() {
        RetryPolicy later = RetryPolicy.of(failed -> RetryDecision.retryAfter(Duration.ofSeconds(1)));

        assertThat(on(all(retry, later), BROKEN)).isEqualTo(RetryDecision.retryAfter(Duration.ofSeconds(1)));
        assertThat(on(all(retry, giveUp), BROKEN).isRetry()).isFalse();
        assertThat(on(all(), BROKEN).isRetry()).isFalse();
        assertThat(on(any(retry, all(retry, providerSuggested())), refused(503, null, false)).isVeto()).isTrue();
    }

    @Test
    void policiesThatTakeTheirTimeAreAskedOneAfterTheOther() {
        List<UniEmitter<? super RetryDecision>> asked = new ArrayList<>();
        RetryPolicy slow = failed -> Uni.createFrom().emitter(asked::add);
        UniAssertSubscriber<RetryDecision> decision = any(slow, giveUp, slow)
                .decide(new RetryPolicyContext(BROKEN, 1, 1, false)).subscribe().withSubscriber(UniAssertSubscriber.create());

        asked.get(0).complete(RetryDecision.retry());
        assertThat(asked).hasSize(2);
        asked.get(1).complete(RetryDecision.retryAfter(Duration.ofSeconds(1)));

        decision.assertItem(RetryDecision.retryAfter(Duration.ofSeconds(1)));
    }

    @Test
    void anOwnPolicySeesWhatFailed() {
        RetryPolicy own = RetryPolicy.of(failed -> failed.attempt() == 2 && failed.maxRetries() == 3
                && failed.code().equals(Optional.of("busy")) ? RetryDecision.retry() : RetryDecision.giveUp());

        assertThat(own.decide(new RetryPolicyContext(refused(400), 2, 3, false)).await().indefinitely().isRetry()).isTrue();
    }

    @Test
    void aBackOffGrowsUpToItsLimitAndVariesByAnEighth() {
        ModelRetryBackoffSettings usual = ModelRetryBackoffSettings.DEFAULT;
        ModelRetryBackoffSettings exact = usual.withJitter(false);

        assertThat(IntStream.rangeClosed(1, 6).mapToObj(retry -> exact.delay(retry, 0.9).toMillis()))
                .containsExactly(250L, 500L, 1000L, 2000L, 2000L, 2000L);
        assertThat(usual.delay(1, 0)).isEqualTo(Duration.ofMillis(219));
        assertThat(usual.delay(1, 0.5)).isEqualTo(Duration.ofMillis(250));
        assertThat(usual.delay(1, 0.999999)).isEqualTo(Duration.ofMillis(281));
        assertThat(usual.delay(9, 0.999999)).as("never above the limit").isEqualTo(Duration.ofSeconds(2));
        assertThat(exact.withInitialDelay(Duration.ofMillis(10)).withMultiplier(3).withMaxDelay(Duration.ofMillis(50))
                .delay(3, 0)).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void aProviderMayAskForAMinuteUnlessSetOtherwise() {
        assertThat(ModelRetryBackoffSettings.DEFAULT.allowsRetryAfter(Duration.ofSeconds(60))).isTrue();
        assertThat(ModelRetryBackoffSettings.DEFAULT.allowsRetryAfter(Duration.ofSeconds(61))).isFalse();
        assertThat(ModelRetryBackoffSettings.DEFAULT.withMaxRetryAfter(Duration.ofHours(1))
                .allowsRetryAfter(Duration.ofSeconds(61))).isTrue();
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ModelRetrySettings.ofMaxRetries(-1))
                .withMessage("maxRetries is -1, must be from 0 to 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelRetryBackoffSettings.DEFAULT.withMaxDelay(Duration.ofMillis(-1)))
                .withMessage("maxDelay is PT-0.001S, must be from 0 to 24 h");
        assertThatIllegalArgumentException().isThrownBy(() -> ModelRetryBackoffSettings.DEFAULT.withMultiplier(0.5))
                .withMessage("multiplier is 0.5, must be from 1 to 1000");
        assertThatIllegalArgumentException().isThrownBy(() -> RetryDecision.retryAfter(Duration.ofMillis(-1)))
                .withMessage("The delay before a retry is PT-0.001S, must not be negative");
    }

    private static RetryDecision on(RetryPolicy policy, Throwable failure) {
        return policy.decide(new RetryPolicyContext(failure, 1, 1, false)).await().indefinitely();
    }

    private static boolean safe(Throwable failure) {
        return new RetryPolicyContext(failure, 1, 1, true).isReplaySafe();
    }

    private static Throwable refused(int status) {
        return refused(status, null, null);
    }

    private static Throwable refused(int status, Duration retryAfter, Boolean shouldRetry) {
        return new ModelHttpException(status, "no", Optional.of("busy"), Optional.ofNullable(retryAfter), Optional.empty(),
                Optional.ofNullable(shouldRetry));
    }

    private static Throwable timeout(Phase phase) {
        return new ModelTimeoutException(phase, Duration.ofSeconds(1), "localhost:1", "x");
    }
}
