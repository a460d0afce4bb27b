package dev.runnel.model.retry;

import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelRetryBackoffSettings;
import dev.runnel.model.ModelRetrySettings;
import dev.runnel.model.RetryDecision;
import dev.runnel.model.RetryPolicyContext;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** Decides on the failed attempts of one call. Not thread-safe. */
final class Retries {

    /** A conversation at the provider can serve one call at a time, so this refusal passes by itself. */
    private static final String LOCKED = "conversation_locked";
    private static final int LOCKED_RETRIES = 3;

    private final Optional<Integer> maxRetries;
    private final ModelRetrySettings settings;
    private final boolean stateful;
    private final DoubleSupplier chance;
    private int failed;
    private int locked;

    /** @param chance random numbers from 0 to below 1 */
    Retries(ModelRequest request, DoubleSupplier chance) {
        Optional<ModelRetrySettings> set = request.settings().retry();
        this.maxRetries = set.flatMap(ModelRetrySettings::maxRetries);
        this.settings = set.orElse(ModelRetrySettings.ofMaxRetries(0));
        this.stateful = isStateful(request);
        this.chance = chance;
    }

    /** Whether a request refers to a response or a conversation on the provider's side. */
    static boolean isStateful(ModelRequest request) {
        return request.previousResponseId().isPresent() || request.conversationId().isPresent();
    }

    /** How long to wait before the next attempt; empty if there shall be none. Fails where the policy does. */
    Uni<Optional<Duration>> after(Throwable failure) {
        if (isLocked(failure) && maxRetries.orElse(1) > 0 && locked < LOCKED_RETRIES) {
            locked++;
            return Uni.createFrom().item(Optional.of(Duration.ofSeconds(1L << (locked - 1))));
        }
        failed++;
        return failure instanceof Exception && settings.policy().isPresent() && failed <= maxRetries.orElse(0)
                ? decided(new RetryPolicyContext(failure, failed, maxRetries.orElse(0), stateful))
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<Duration>> decided(RetryPolicyContext context) {
        return Uni.createFrom().deferred(() -> settings.policy().orElseThrow().decide(context))
                .onItem().ifNull().failWith(
                        () -> new IllegalStateException("The retry policy gave null in the place of a decision"))
                .map(decision -> delay(context, decision))
                .onFailure().invoke(undecided -> {
                    if (undecided != context.failure()) {
                        undecided.addSuppressed(context.failure());
                    }
                });
    }

    private Optional<Duration> delay(RetryPolicyContext context, RetryDecision decision) {
        if (!decision.isRetry() || stateful && !decision.isReplayApproved() && !context.isReplaySafe()) {
            return Optional.empty();
        }
        ModelRetryBackoffSettings backoff = settings.backoff();
        Optional<Duration> wish = context.retryAfter();
        Duration delay = decision.delay().or(() -> wish).orElseGet(() -> backoff.delay(failed, chance.getAsDouble()));
        boolean tooLong = wish.isPresent() && wish.get().equals(delay) && !backoff.allowsRetryAfter(delay);
        return tooLong ? Optional.empty() : Optional.of(delay);
    }

    private static boolean isLocked(Throwable failure) {
        return failure instanceof ModelHttpException refused && refused.status() == 400
                && refused.code().filter(LOCKED::equals).isPresent();
    }
}
