package dev.runnel.event;

import dev.runnel.model.Usage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The run has started or ended. Type {@value #TYPE}. The last event of every run is one of these, with a terminal status.
 *
 * @param origin run, turn and agent of the event
 * @param sequenceNumber the event's number in its run
 * @param status where the run stands
 * @param usage what the run's model calls have cost; in terminal events
 * @param lastResponseId the provider's id of the last response, where there was one
 * @param finalOutput what the run gave; where it completed
 * @param error why it failed; where it did
 * @param reason why it was cancelled; where it was
 * @param interruptions the calls that wait for a person; where it was interrupted
 * @param state what to send back to resume it; where it was interrupted and somebody has sealed its state
 */
public record RunUpdatedStreamEvent(EventOrigin origin, long sequenceNumber, RunStatus status, Optional<Usage> usage,
        Optional<String> lastResponseId, Optional<OutputValue> finalOutput, Optional<RunError> error,
        Optional<CancelReason> reason, List<ToolApprovalItem> interruptions, Optional<String> state)
        implements StreamEvent {

    static final String TYPE = "run_updated_stream_event";

    public RunUpdatedStreamEvent {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(lastResponseId, "lastResponseId");
        Objects.requireNonNull(finalOutput, "finalOutput");
        Objects.requireNonNull(error, "error");
        Objects.requireNonNull(reason, "reason");
        interruptions = List.copyOf(interruptions);
        Objects.requireNonNull(state, "state");
    }

    /** One that does not tell of an interruption. */
    public RunUpdatedStreamEvent(EventOrigin origin, long sequenceNumber, RunStatus status, Optional<Usage> usage,
            Optional<String> lastResponseId, Optional<OutputValue> finalOutput, Optional<RunError> error,
            Optional<CancelReason> reason) {
        this(origin, sequenceNumber, status, usage, lastResponseId, finalOutput, error, reason, List.of(), Optional.empty());
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** The first event of a run. */
    public static RunUpdatedStreamEvent started(EventOrigin origin, long sequenceNumber) {
        return new RunUpdatedStreamEvent(origin, sequenceNumber, RunStatus.STARTED, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same event with what its reader shall send back to resume the run. */
    public RunUpdatedStreamEvent withState(String state) {
        return new RunUpdatedStreamEvent(origin, sequenceNumber, status, usage, lastResponseId, finalOutput, error, reason,
                interruptions, Optional.of(state));
    }
}
