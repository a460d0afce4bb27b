package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.InputGuardrailResult;
import dev.runnel.agent.OutputGuardrailResult;
import dev.runnel.event.CancelReason;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.Usage;
import dev.runnel.tool.ToolInputGuardrailResult;
import dev.runnel.tool.ToolOutputGuardrailResult;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A run that streams: its events, what it has done so far, and the means to end it. Thread-safe; what is told of the run
 * grows with each completed turn.
 */
public final class RunResultStreaming {

    private final Transcript transcript;
    private final RunOptions options;
    private final Run.Collaborators with;
    private final RunScope scope;
    private final RunStream events = new RunStream(this::newRun);

    private Run run; // guarded by this
    private Optional<CancelReason> cancelledBefore = Optional.empty(); // guarded by this

    RunResultStreaming(Transcript transcript, RunOptions options, Run.Collaborators with, RunScope scope) {
        this.transcript = transcript;
        this.options = options;
        this.with = with;
        this.scope = scope;
    }

    /** The run's id, not to be guessed. */
    public String runId() {
        return transcript.context().runId();
    }

    /**
     * The run's events. The first subscription starts the run; a second one fails with {@link IllegalStateException}.
     * <p>
     * They come on the run's event loop, as the subscriber asks for them: no more of the model's answer is read than that,
     * plus a small bounded buffer, and no turn starts before all events of the one before were taken. The last one is always
     * a terminal {@link dev.runnel.event.RunUpdatedStreamEvent}; after that of a failed run the stream fails with the
     * reason, else it completes. Cancelling the subscription ends the run at once, without a terminal event.
     */
    public Multi<StreamEvent> streamEvents() {
        return events;
    }

    /** Ends the run at once; see {@link CancelMode#IMMEDIATE}. */
    public void cancel() {
        cancel(CancelMode.IMMEDIATE);
    }

    /** Ends the run, at once or after its turn. Calling it again is harmless; the earlier end wins. */
    public void cancel(CancelMode mode) {
        cancel(mode, CancelReason.REQUESTED);
    }

    /**
     * Ends the run and tells its reader why. A run that has not started yet never calls a model: its only event is the
     * terminal one.
     */
    public void cancel(CancelMode mode, CancelReason reason) {
        Run started;
        synchronized (this) {
            started = run;
            if (started == null && cancelledBefore.isEmpty()) {
                cancelledBefore = Optional.of(reason);
            }
        }
        if (started != null) {
            started.cancel(mode, reason);
        }
    }

    /** What the run gave; empty until it is completed, and for one that ends otherwise. */
    public Optional<Object> finalOutput() {
        return transcript.finalOutput().map(OutputValue::value);
    }

    /** What the run gave, as this type; see {@link RunResult#finalOutputAs}. */
    public <T> T finalOutputAs(Class<T> type) {
        return toResult().finalOutputAs(type);
    }

    /** What the run began with. */
    public List<ResponseItem> input() {
        return transcript.input();
    }

    /** What the run has made in its completed turns, oldest first. */
    public List<RunItem> newItems() {
        return transcript.newItems();
    }

    /** The model's answers in the completed turns. */
    public List<ModelResponse> rawResponses() {
        return transcript.rawResponses();
    }

    /** What the input guardrails have found so far, in the order in which they did. */
    public List<InputGuardrailResult> inputGuardrailResults() {
        return transcript.guardrailResults().input();
    }

    /** What the output guardrails have found so far, in the order in which they did. */
    public List<OutputGuardrailResult> outputGuardrailResults() {
        return transcript.guardrailResults().output();
    }

    /** The agent in control now; at the end, the last one. */
    public Agent currentAgent() {
        return transcript.agent();
    }

    /** The turn that is running, from 1; 0 before the first, and one more than allowed after too many. */
    public int currentTurn() {
        return transcript.turn();
    }

    /** The most turns; empty for no limit. */
    public OptionalInt maxTurns() {
        return options.maxTurns();
    }

    /** Whether the run has ended, in whatever way. Its last events may not have been delivered yet. */
    public boolean isComplete() {
        return transcript.isComplete();
    }

    /** The calls that wait for a person; none unless the run was interrupted. */
    public List<ToolApprovalItem> interruptions() {
        return transcript.interruptions();
    }

    /**
     * Where the run has stopped, to decide and to resume it; from its terminal event on. A copy with each call.
     *
     * @throws IllegalStateException if it cannot be resumed: it goes on, or was neither interrupted nor cancelled between
     *         two turns
     */
    public RunState toState() {
        return toResult().toState();
    }

    /** What the model calls have cost so far. */
    public Usage usage() {
        return transcript.context().usage();
    }

    /** The provider's id of the last response, where it gave one. */
    public Optional<String> lastResponseId() {
        return toResult().lastResponseId();
    }

    /** What guardrails have found in calls of tools. */
    public List<ToolInputGuardrailResult> toolInputGuardrailResults() {
        return transcript.guardrailResults().toolInput();
    }

    /** What guardrails have found in the outputs of tools. */
    public List<ToolOutputGuardrailResult> toolOutputGuardrailResults() {
        return transcript.guardrailResults().toolOutput();
    }

    /** The conversation to go on with: the input and everything that the completed turns have made. */
    public List<ResponseItem> toInputList() {
        return toResult().toInputList();
    }

    /** The same, or as the model would read it next; see {@link RunResult#toInputList(ToInputListMode)}. */
    public List<ResponseItem> toInputList(ToInputListMode mode) {
        return toResult().toInputList(mode);
    }

    /** What there is so far, as a value. */
    public RunResult toResult() {
        return transcript.result();
    }

    @Override
    public String toString() {
        return "RunResultStreaming[" + runId() + ", agent " + currentAgent().name() + ", turn " + currentTurn()
                + (isComplete() ? ", complete" : "") + "]";
    }

    private synchronized Run newRun(MultiSubscriber<? super StreamEvent> subscriber) {
        run = new Run(scope, transcript, options, with, subscriber, EventOrigin.of(runId(), currentAgent().ref()));
        run.start(); // before the subscriber knows of it: nothing is delivered without demand
        cancelledBefore.ifPresent(reason -> run.cancel(CancelMode.IMMEDIATE, reason));
        return run;
    }
}
