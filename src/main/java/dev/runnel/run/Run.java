package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.event.AgentUpdatedStreamEvent;
import dev.runnel.event.CancelReason;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunError;
import dev.runnel.event.RunStatus;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.AgentsException;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.ToolCatalog;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The life of a run, from its start to its one end: one {@link Turn} after the other on the run's own context, driven by the
 * demand of its subscriber. There is always one current {@link Step}; what it comes to decides the next one.
 */
final class Run implements Flow.Subscription {

    private static final Logger LOG = Logger.getLogger(Run.class.getPackageName());

    private final RunScope scope;
    private final Mailbox mailbox;
    private final Outbox outbox;
    private final Transcript transcript;
    private final RunOptions options;
    private final Collaborators with;
    private final SessionLog session;
    private final ServerConversation server;
    private final InputGuardrails inputGuardrails;
    private final NestedRuns nested = new NestedRuns(this);
    private EventOrigin origin;
    private Step step = Step.NONE;
    private Optional<Turn> turn = Optional.empty();
    private Optional<CancelReason> cancelAfterTurn = Optional.empty();
    private Runnable forgetDeadline = () -> { };
    private boolean agentStarts = true;
    private long started;
    private boolean over;

    /** @param origin that of the run's first events */
    Run(RunScope scope, Transcript transcript, RunOptions options, Collaborators with,
            MultiSubscriber<? super StreamEvent> subscriber, EventOrigin origin) {
        this.scope = scope;
        this.mailbox = new Mailbox(scope.context(), this::end);
        this.outbox = new Outbox(subscriber, () -> step.pull(), scope::end);
        this.transcript = transcript;
        this.options = options;
        this.with = with;
        this.session = new SessionLog(transcript, options);
        this.server = new ServerConversation(transcript, options);
        this.origin = origin.at(transcript.turn(), transcript.agent().ref());
        this.inputGuardrails = new InputGuardrails(this);
    }

    void start() {
        mailbox.now(() -> {
            scope.begin();
            LOG.debugf("Run %s of agent %s starts", origin.runId(), origin.agent());
            started = System.nanoTime();
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
                saveLastWords(() -> { });
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
                if (step instanceof TurnStart && !inputGuardrails.areAsked()) {
                    transcript.pause(keptElsewhere());
                }
                cancelled(reason);
            } else if (step instanceof TurnStart) {
                cancelledBetweenTurns(reason);
            } else {
                cancelAfterTurn = Optional.of(reason);
            }
        });
    }

    /**
     * Begins when the subscriber has taken all events of the turn before and wants more, and the model's connection is
     * free.
     */
    void nextTurn() {
        step = new TurnStart();
        cancelAfterTurn.ifPresent(this::cancelledBetweenTurns);
        outbox.resume();
    }

    private final class TurnStart implements Step {

        @Override
        public void pull() {
            if (turn.isEmpty() || turn.get().isReleased()) {
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
        Optional<OpenTurn> open = transcript.takeOpenTurn();
        if (open.isPresent()) {
            Turn resumed = new Turn(this, origin, agentStarts);
            turn = Optional.of(resumed);
            resumed.resume(open.get());
            return;
        }
        int number = transcript.turn() + 1;
        if (options.maxTurns().isPresent() && number > options.maxTurns().getAsInt()) {
            if (options.onMaxTurns().isEmpty()) {
                transcript.turn(number);
            }
            new Finish(this, origin).failed(new MaxTurnsExceededException(options.maxTurns().getAsInt()),
                    options.onMaxTurns());
            return;
        }
        transcript.turn(number);
        List<ResponseItem> added = transcript.takeUpInput();
        inputGuardrails.lookAt(number == 1 ? Optional.of(RunItems.joined(transcript.input(), added))
                : Optional.of(added).filter(said -> !said.isEmpty()));
        origin = origin.at(number, transcript.agent().ref());
        Turn begun = new Turn(this, origin, agentStarts);
        agentStarts = false;
        turn = Optional.of(begun);
        begun.begin();
    }

    /** Another agent takes control, from the next turn on. */
    void handOff(Agent target) {
        transcript.agent(target);
        agentStarts = true;
        origin = origin.at(origin.turn(), target.ref());
        EventOrigin there = origin;
        outbox.emit(number -> new AgentUpdatedStreamEvent(there, number, there.agent()));
        if (!over) {
            nextTurn();
        }
    }

    /** From now on the run does this, unless it is over. */
    void go(Step next, Runnable start) {
        if (!over) {
            step = next;
            start.run();
        }
    }

    /** Goes on with what this gives, or ends the run with its failure; does nothing more where the run is over. */
    <T> void await(Uni<? extends T> awaited, Consumer<? super T> then) {
        await(awaited, then, this::end);
    }

    /** Goes on with what this gives, or with its failure; does nothing more where the run is over. */
    <T> void await(Uni<? extends T> awaited, Consumer<? super T> then, Consumer<Throwable> failed) {
        Awaiting<T> waiting = new Awaiting<>(mailbox, awaited, item -> {
            step = Step.NONE;
            then.accept(item);
        }, failed);
        go(waiting, waiting::start);
    }

    /** The run has come to its final output. */
    void complete(OutputValue output) {
        transcript.finalOutput(output);
        stop();
        outbox.end(last(RunStatus.COMPLETED, Optional.of(output), Optional.empty(), Optional.empty()), null);
    }

    /** The run stops until people have decided of calls of this turn. */
    void interrupt(OpenTurn open, Answer answer) {
        LOG.debugf("Run %s of agent %s is interrupted: %d calls wait for a person", origin.runId(), origin.agent(),
                open.interruptions().size());
        transcript.interrupt(open, answer.soFar(open), keptElsewhere());
        stop();
        outbox.end(last(RunStatus.INTERRUPTED, Optional.empty(), Optional.empty(), Optional.empty()), null);
    }

    private KeptElsewhere keptElsewhere() {
        return server.kept(session.saved());
    }

    /** It can be resumed there, so its input must have passed: a run that goes on does not ask of it again. */
    private void cancelledBetweenTurns(CancelReason reason) {
        await(inputGuardrails.passed(), passed -> {
            transcript.pause(keptElsewhere());
            cancelled(reason);
        });
    }

    private void cancelled(CancelReason reason) {
        LOG.debugf("Run %s of agent %s is cancelled: %s", origin.runId(), origin.agent(), reason.wireName());
        stop();
        saveLastWords(() -> outbox.end(last(RunStatus.CANCELLED, Optional.empty(), Optional.empty(), Optional.of(reason)),
                null));
    }

    /** What was said of an answer that is cut off, if that shall be kept. */
    private void saveLastWords(Runnable then) {
        List<ResponseItem> words = turn.map(Turn::partialText).orElse(List.of());
        if (words.isEmpty()) {
            then.run();
        } else {
            session.saveLastWords(words).subscribe().with(saved -> mailbox.execute(then));
        }
    }

    /** The run has failed. */
    void end(Throwable failure) {
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
        release(stopped::cancel);
        release(inputGuardrails::cancel);
    }

    /** What the application's or a model's code throws here keeps neither the run from its end nor others from theirs. */
    void release(Runnable held) {
        try {
            held.run();
        } catch (Throwable thrown) {
            LOG.warnf(thrown, "Run %s of agent %s: what it was doing could not be cancelled", origin.runId(),
                    origin.agent());
        }
    }

    private Outbox.Numbered last(RunStatus status, Optional<OutputValue> output, Optional<RunError> error,
            Optional<CancelReason> reason) {
        EventOrigin end = origin;
        return number -> new RunUpdatedStreamEvent(end, number, status, Optional.of(transcript.context().usage()),
                transcript.result().lastResponseId(), output, error, reason,
                status == RunStatus.INTERRUPTED ? transcript.interruptions() : List.of(), Optional.empty());
    }

    InputGuardrails inputGuardrails() {
        return inputGuardrails;
    }

    /** Where the events of this moment come from. */
    EventOrigin origin() {
        return origin;
    }

    /** The runs of agents that are called as tools. */
    NestedRuns nested() {
        return nested;
    }

    RunScope scope() {
        return scope;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    Outbox outbox() {
        return outbox;
    }

    Transcript transcript() {
        return transcript;
    }

    RunOptions options() {
        return options;
    }

    SessionLog session() {
        return session;
    }

    ServerConversation server() {
        return server;
    }

    Collaborators with() {
        return with;
    }

    /** Whether there is more time than this until the run's deadline. */
    boolean hasMoreThan(Duration time) {
        return options.maxRunTime().map(limit -> limit.minusNanos(System.nanoTime() - started).compareTo(time) > 0)
                .orElse(true);
    }

    /** Whether the run has ended, or its subscriber has left: whatever was going on shall stop. */
    boolean isOver() {
        return over;
    }

    /** What every run of the application shares. */
    record Collaborators(AgentRegistry registry, ToolCatalog catalog, Models models) {
    }
}
