package dev.runnel.event;

import java.util.Optional;

/**
 * Something that happened in a run.
 * <p>
 * The first event of every run is a {@link RunUpdatedStreamEvent} with status {@code started}, the second an
 * {@link AgentUpdatedStreamEvent} for the first agent; exactly one terminal {@link RunUpdatedStreamEvent} ends it.
 * Immutable.
 */
public sealed interface StreamEvent
        permits RawResponsesStreamEvent, RunItemStreamEvent, AgentUpdatedStreamEvent, RunUpdatedStreamEvent,
        ToolProgressStreamEvent {

    /** The event's type on the wire. */
    String type();

    /** Run, turn and agent of the event. */
    EventOrigin origin();

    /** The event's number in its run: 0, 1, 2 and so on, without a gap. */
    long sequenceNumber();

    /** The run's id. */
    default String runId() {
        return origin().runId();
    }

    /** The turn, from 1; 0 before the first model call. */
    default int turn() {
        return origin().turn();
    }

    /** The agent in control. */
    default AgentRef agent() {
        return origin().agent();
    }

    /** In a nested run, the call of the outer run that it answers. */
    default Optional<String> parentCallId() {
        return origin().parentCallId();
    }

    /** How deep a nested run lies; 0 for a run of its own. */
    default int depth() {
        return origin().depth();
    }
}
