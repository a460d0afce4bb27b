package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.OutputGuardrailTripwireTriggeredException;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.MessageOutputItem;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.model.AgentsException;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * The last steps of a run that has an output: the hooks, the guardrails that are still asked, those of the output. Also of
 * one that an error handler gave in the place of a failure. Used on the run's context only.
 */
final class Finish {

    private final Run run;
    private final Transcript transcript;
    private final Agent agent;
    private final EventOrigin origin;

    /** @param origin where the run is, for the events */
    Finish(Run run, EventOrigin origin) {
        this.run = run;
        this.transcript = run.transcript();
        this.agent = transcript.agent();
        this.origin = origin;
    }

    /** The run has come to this output. */
    void with(OutputValue output) {
        with(output, Optional.empty());
    }

    /** The run has come to this failure, which may be handled. */
    void failed(AgentsException failure, Optional<RunErrorHandler> handler) {
        handled(failure, handler, () -> run.end(failure));
    }

    /** Something has gone wrong, which may be handled; else the run goes on with this. */
    void handled(AgentsException failure, Optional<RunErrorHandler> handler, Runnable otherwise) {
        if (handler.isEmpty()) {
            otherwise.run();
            return;
        }
        RunErrorHandlerInput input = new RunErrorHandlerInput(failure, transcript.context(), transcript.runData());
        run.await(handler.get().handle(input).onItem().ifNull().continueWith(Optional.empty()),
                handled -> handled.ifPresentOrElse(this::with, otherwise));
    }

    private void with(RunErrorHandlerResult handled) {
        OutputValue output = new FinalOutput(agent, run.with().catalog()).ofHandler(handled.finalOutput());
        with(output, Optional.of(output).filter(given -> handled.includeInHistory())
                .map(given -> new MessageOutputItem(origin.agent(), AssistantMessage.of(given.text()))));
    }

    private void with(OutputValue output, Optional<MessageOutputItem> message) {
        Hooks hooks = new Hooks(run.options().hooks(), transcript.context(), agent);
        run.await(hooks.agentEnd(output), told -> {
            message.ifPresent(this::tell);
            run.await(run.inputGuardrails().passed(),
                    passed -> run.await(guarded(output), checked -> save(output)));
        });
    }

    /**
     * What a guardrail has blocked does not get into the session; what none could look at does. A session that fails then is
     * what the run fails with.
     */
    private Uni<Void> guarded(OutputValue output) {
        return new OutputGuardrails(run, agent).check(output).onFailure().recoverWithUni(failure ->
                (failure instanceof OutputGuardrailTripwireTriggeredException ? run.session().saveBlocked()
                        : run.session().save()).onItem().failWith(saved -> failure));
    }

    private void save(OutputValue output) {
        run.await(run.session().save(), saved -> run.complete(output));
    }

    private void tell(MessageOutputItem message) {
        transcript.add(List.of(message));
        run.outbox().emit(number -> new RunItemStreamEvent(origin, number,
                RunItemEventName.MESSAGE_OUTPUT_CREATED, message));
    }
}
