package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.InputGuardrail;
import dev.runnel.agent.InputGuardrailResult;
import dev.runnel.agent.InputGuardrailTripwireTriggeredException;
import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Asks the input guardrails of a run: those that are not parallel first, the others beside the first call of the model. The
 * first one that trips or fails ends the run. Used on the run's context only.
 */
final class InputGuardrails {

    private final Run run;
    private final Transcript transcript;
    private final Agent agent;
    private final List<InputGuardrail> guardrails;
    private final CompletableFuture<Void> passed = new CompletableFuture<>();
    private Optional<List<ResponseItem>> input = Optional.empty();
    private Optional<Cancellable> beside = Optional.empty();

    InputGuardrails(Run run) {
        this.run = run;
        this.transcript = run.transcript();
        this.agent = transcript.agent();
        this.guardrails = Stream.concat(agent.inputGuardrails().stream(), run.options().inputGuardrails().stream()).toList();
    }

    /** In the turn that begins they look at this; empty for nothing. */
    void lookAt(Optional<List<ResponseItem>> said) {
        input = said;
    }

    /**
     * Asks those that let no model be called before they have let the input pass; fails where one does not. What ended the
     * run is in its session all the same; if that does not take it, the run fails with that.
     */
    Uni<Void> before() {
        return check(guardrails.stream().filter(guardrail -> !guardrail.runInParallel()).toList())
                .onFailure(InputGuardrailTripwireTriggeredException.class).recoverWithUni(
                        tripped -> run.session().save().onItem().failWith(saved -> tripped));
    }

    /** Begins to ask the others; ends the run where one does not let the input pass. */
    void beside() {
        if (input.isEmpty()) {
            return;
        }
        beside = Optional.of(check(guardrails.stream().filter(InputGuardrail::runInParallel).toList())
                .subscribe().with(none -> passed.complete(null), run::end));
        if (run.isOver()) {
            cancel();
        }
    }

    /** Completes once all that are asked have let the input pass. */
    Uni<Void> passed() {
        return beside.isEmpty() ? Hooks.DONE : Uni.createFrom().completionStage(passed);
    }

    /** Whether some have neither let the input pass nor ended the run. */
    boolean areAsked() {
        return beside.isPresent() && !passed.isDone();
    }

    /** Nobody waits for those any longer that are still asked. */
    void cancel() {
        beside.ifPresent(Cancellable::cancel);
    }

    private Uni<Void> check(List<InputGuardrail> these) {
        return these.isEmpty() || input.isEmpty() ? Hooks.DONE
                : Uni.join().all(these.stream().map(this::check).toList()).andFailFast().replaceWithVoid();
    }

    private Uni<InputGuardrailResult> check(InputGuardrail guardrail) {
        return run.scope().aside(Uni.createFrom().deferred(
                () -> guardrail.check(transcript.context(), agent, input.orElseThrow())))
                .onItem().ifNull().failWith(() -> new IllegalStateException(
                        "The input guardrail '" + guardrail.name() + "' gave null in the place of its finding"))
                .emitOn(run.mailbox()::execute)
                .map(output -> new InputGuardrailResult(guardrail.name(), output))
                .invoke(transcript::add)
                .invoke(result -> {
                    if (result.output().tripwireTriggered()) {
                        throw new InputGuardrailTripwireTriggeredException(result);
                    }
                });
    }
}
