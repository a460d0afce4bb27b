package dev.runnel.model;

/** A piece of something that the model writes: text, a refusal, thoughts, or the arguments of a call. */
public sealed interface ResponseDeltaEvent extends ModelEvent
        permits ResponseFunctionCallArgumentsDeltaEvent, ResponseReasoningSummaryTextDeltaEvent,
        ResponseReasoningTextDeltaEvent, ResponseRefusalDeltaEvent, ResponseTextDeltaEvent {

    /** The new piece. */
    default String delta() {
        return EventMembers.string(this, "delta");
    }

    /** The item that it belongs to. */
    default String itemId() {
        return EventMembers.string(this, "item_id");
    }

    /** That item's place in the response's output. */
    default int outputIndex() {
        return EventMembers.index(this, "output_index");
    }
}
