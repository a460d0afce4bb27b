package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.ToolResult;
import dev.runnel.event.AgentUpdatedStreamEvent;
import dev.runnel.event.CancelReason;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunError;
import dev.runnel.event.RunStatus;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import dev.runnel.tool.ToolCatalog;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import org.jboss.logging.Logger;

/**
 * The turn loop: one step after the other on the run's own context, driven by the demand of its subscriber. There is always
 * one current {@link Step}; what it comes to decides the next one.
 */
final class Run implements Flow.Subscription {

    private static final Logger LOG = Logger.getLogger(Run.class.getPackageName());

    private final RunScope scope;
    private final Mailbox mailbox;
    private final Outbox outbox;
    private final Transcript transcript;
    private final RunOptions options;
    private final Collaborators with;
    private final Set<String> usedTools = new HashSet<>();
    private EventOrigin origin;
    private Step step = Step.NONE;
    private Optional<ModelTurn> lastCall = Optional.empty();
    private Optional<CancelReason> cancelAfterTurn = Optional.empty();
    private Runnable forgetDeadline = () -> { };
    private boolean over;

    Run(RunScope scope, Transcript transcript, RunOptions options, Collaborators with,
            MultiSubscriber<? super StreamEvent> subscriber) {
        this.scope = scope;
        this.mailbox = new Mailbox(scope.context(), this::end);
        this.outbox = new Outbox(subscriber, () -> step.pull(), scope::end);
        this.transcript = transcript;
        this.options = options;
        this.with = with;
        this.origin = EventOrigin.of(transcript.context().runId(), transcript.agent().ref());
    }

    void start() {
        mailbox.now(() -> {
            scope.begin();
            LOG.debugf("Run %s of agent %s starts", origin.runId(), origin.agent());
            options.maxRunTime().ifPresent(limit -> forgetDeadline = mailbox.after(limit.toMillis(),
                    () -> end(new DeadlineExceededException(limit))));
            EventOrigin first = origin;
            outbox.emit(number -> RunUpdatedStreamEvent.started(first, number));
            outbox.emit(number -> new AgentUpdatedStreamEvent(first, number, first.agent()));
            nextTurn();
        });
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            mailbox.now(() -> {
                stop();
                outbox.refuse(Subscriptions.getInvalidRequestException());
            });
        } else {
            mailbox.now(() -> outbox.request(n));
        }
    }

    /** The subscriber leaves: everything is released, and it gets no terminal event. */
    @Override
    public void cancel() {
        mailbox.now(() -> {
            if (!over) {
                LOG.debugf("Run %s of agent %s: its subscriber has left", origin.runId(), origin.agent());
                stop();
            }
            outbox.close();
        });
    }

    void cancel(CancelMode mode, CancelReason reason) {
        mailbox.now(() -> {
            if (over) {
                return;
            }
            if (mode == CancelMode.IMMEDIATE) {
                outbox.clear();
                cancelled(reason);
            } else if (step instanceof TurnStart) {
                cancelled(reason);
            } else {
                cancelAfterTurn = Optional.of(reason);
            }
        });
    }

    /**
     * Begins when the subscriber has taken all events of the turn before and wants more, and the model's connection is
     * free.
     */
    private void nextTurn() {
        step = new TurnStart();
        if (cancelAfterTurn.isPresent()) {
            cancelled(cancelAfterTurn.get());
        }
        outbox.resume();
    }

    private final class TurnStart implements Step {

        @Override
        public void pull() {
            if (lastCall.isEmpty() || lastCall.get().isReleased()) {
                beginTurn();
            }
        }

        @Override
        public void cancel() {
            // nothing has begun
        }
    }

    private void beginTurn() {
        step = Step.NONE;
        Agent agent = transcript.agent();
        int turn = transcript.turn() + 1;
        transcript.turn(turn);
        if (options.maxTurns().isPresent() && turn > options.maxTurns().getAsInt()) {
            throw new MaxTurnsExceededException(options.maxTurns().getAsInt());
        }
        origin = origin.at(turn, agent.ref());
        Toolbox toolbox = new Toolbox(agent, with.catalog(), with.registry());
        Preparation preparation = new Preparation(mailbox, agent.instructions().of(transcript.context(), agent),
                instructions -> callModel(agent, toolbox, instructions), this::end);
        if (!over) { // else the instructions have cancelled the run
            step = preparation;
            preparation.start();
        }
    }

    private void callModel(Agent agent, Toolbox toolbox, String instructions) {
        Models.Choice choice = with.models().choose(agent.model());
        ModelSettings settings = agent.modelSettings().resolve(options.modelSettings());
        ModelRequest request = new ModelRequest(choice.name(), Optional.of(instructions).filter(text -> !text.isEmpty()),
                transcript.history(), toolbox.definitions(),
                agent.resetToolChoice() && usedTools.contains(agent.name()) ? settings.withoutToolChoice() : settings,
                Optional.empty(), Optional.empty());
        ModelTurn turn = new ModelTurn(origin, toolbox, mailbox, outbox, new ModelTurn.Listener() {
            @Override
            public void spent(Usage usage) {
                transcript.context().add(usage);
            }

            @Override
            public void answered(ModelResponse response, List<ResponseItem> items) {
                runTools(toolbox, response, new Answer(items, origin.agent(), toolbox));
            }

            @Override
            public void failed(Throwable failure) {
                end(failure);
            }
        });
        step = turn;
        lastCall = Optional.of(turn);
        choice.model().stream(request).subscribe().withSubscriber(turn);
    }

    private void runTools(Toolbox toolbox, ModelResponse response, Answer answer) {
        ToolTurn tools = new ToolTurn(scope, origin, transcript.context(), toolbox, mailbox, outbox, answer.toolCalls(),
                results -> decide(toolbox, response, answer, results));
        step = tools;
        tools.start();
    }

    private void decide(Toolbox toolbox, ModelResponse response, Answer answer, List<ToolResult> results) {
        step = Step.NONE;
        if (!results.isEmpty()) {
            usedTools.add(origin.agent().name());
        }
        HandoffStep handoffs = new HandoffStep(origin, answer.handoffCalls(), outbox);
        Optional<Agent> next = handoffs.accepted()
                .map(call -> toolbox.handoff(call.name()).orElseThrow())
                .map((Handoff handoff) -> Toolbox.target(with.registry(), transcript.agent(), handoff));
        transcript.add(response, answer.withOutputs(results, handoffs.outputs(next)));
        handoffs.tell();
        if (over) {
            return; // the subscriber has cancelled the run at one of these events
        }
        if (next.isPresent()) {
            handOff(next.get());
        } else {
            Optional<OutputValue> output = answer.finalOutput(results, transcript.agent().toolUseBehavior());
            if (!over) { // else the application has cancelled the run while it decided
                output.ifPresentOrElse(this::complete, this::nextTurn);
            }
        }
    }

    private void handOff(Agent target) {
        transcript.agent(target);
        origin = origin.at(origin.turn(), target.ref());
        EventOrigin there = origin;
        outbox.emit(number -> new AgentUpdatedStreamEvent(there, number, there.agent()));
        if (!over) {
            nextTurn();
        }
    }

    private void complete(OutputValue output) {
        transcript.finalOutput(output);
        stop();
        outbox.end(last(RunStatus.COMPLETED, Optional.of(output), Optional.empty(), Optional.empty()), null);
    }

    private void cancelled(CancelReason reason) {
        LOG.debugf("Run %s of agent %s is cancelled: %s", origin.runId(), origin.agent(), reason.wireName());
        stop();
        outbox.end(last(RunStatus.CANCELLED, Optional.empty(), Optional.empty(), Optional.of(reason)), null);
    }

    private void end(Throwable failure) {
        if (over) {
            return;
        }
        if (failure instanceof AgentsException known) {
            known.attach(transcript.runData());
            LOG.debugf("Run %s of agent %s failed: %s", origin.runId(), origin.agent(), failure.getMessage());
        } else {
            LOG.errorf(failure, "Run %s of agent %s failed", origin.runId(), origin.agent());
        }
        stop();
        RunError error = RunErrors.of(failure);
        outbox.end(last(RunStatus.FAILED, Optional.empty(), Optional.of(error), Optional.empty()), failure);
    }

    private void stop() {
        over = true;
        forgetDeadline.run();
        transcript.complete();
        Step stopped = step;
        step = Step.NONE;
        try {
            stopped.cancel();
        } catch (Throwable thrown) { // by the application's or a model's code; the run must end all the same
            LOG.warnf(thrown, "Run %s of agent %s: what it was doing could not be cancelled", origin.runId(),
                    origin.agent());
        }
    }

    private Outbox.Numbered last(RunStatus status, Optional<OutputValue> output, Optional<RunError> error,
            Optional<CancelReason> reason) {
        EventOrigin end = origin;
        return number -> new RunUpdatedStreamEvent(end, number, status, Optional.of(transcript.context().usage()),
                transcript.result().lastResponseId(), output, error, reason);
    }

    /** What every run of the application shares. */
    record Collaborators(AgentRegistry registry, ToolCatalog catalog, Models models) {
    }
}
