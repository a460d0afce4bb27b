package dev.runnel.model;

import java.util.OptionalLong;

/**
 * One event of the Responses stream, as the model sent it.
 * <p>
 * Each is a thin view over its bytes: the accessors parse when they are asked, so an event that is only passed on costs
 * nothing more. An accessor of a member that the event must have throws {@link ModelBehaviorException} where the provider
 * left it out. Immutable and thread-safe.
 */
public sealed interface ModelEvent permits ResponseCompletedEvent, ResponseCreatedEvent, ResponseDeltaEvent,
        ResponseErrorEvent, ResponseFailedEvent, ResponseFunctionCallArgumentsDoneEvent,
        ResponseInProgressEvent, ResponseIncompleteEvent, ResponseOutputItemAddedEvent,
        ResponseOutputItemDoneEvent, ResponseTextDoneEvent, OtherModelEvent {

    /** The event as received. */
    JsonText json();

    /** The event's type, for example {@code response.output_text.delta}. */
    default String type() {
        return json().type().orElse("");
    }

    /** The event's number in its response, from 0; each response of a run counts anew. */
    default OptionalLong sequenceNumber() {
        return json().number("sequence_number");
    }

    /** Whether this is the last event of its response. */
    default boolean isTerminal() {
        return this instanceof ResponseCompletedEvent || this instanceof ResponseFailedEvent
                || this instanceof ResponseIncompleteEvent || this instanceof ResponseErrorEvent;
    }

    /**
     * The view that fits an event's type.
     *
     * @param json a JSON object with a member {@code type}
     * @throws ModelBehaviorException if it has no type
     */
    static ModelEvent of(JsonText json) {
        String type = json.type().orElseThrow(
                () -> new ModelBehaviorException(
                        "The model sent an event without a type: a string member 'type' is required"));
        return switch (type) {
            case ResponseCompletedEvent.TYPE -> new ResponseCompletedEvent(json);
            case ResponseCreatedEvent.TYPE -> new ResponseCreatedEvent(json);
            case ResponseErrorEvent.TYPE, ResponseErrorEvent.OTHER_TYPE -> new ResponseErrorEvent(json);
            case ResponseFailedEvent.TYPE -> new ResponseFailedEvent(json);
            case ResponseFunctionCallArgumentsDeltaEvent.TYPE -> new ResponseFunctionCallArgumentsDeltaEvent(json);
            case ResponseFunctionCallArgumentsDoneEvent.TYPE -> new ResponseFunctionCallArgumentsDoneEvent(json);
            case ResponseInProgressEvent.TYPE -> new ResponseInProgressEvent(json);
            case ResponseIncompleteEvent.TYPE -> new ResponseIncompleteEvent(json);
            case ResponseOutputItemAddedEvent.TYPE -> new ResponseOutputItemAddedEvent(json);
            case ResponseOutputItemDoneEvent.TYPE -> new ResponseOutputItemDoneEvent(json);
            case ResponseReasoningSummaryTextDeltaEvent.TYPE -> new ResponseReasoningSummaryTextDeltaEvent(json);
            case ResponseReasoningTextDeltaEvent.TYPE -> new ResponseReasoningTextDeltaEvent(json);
            case ResponseRefusalDeltaEvent.TYPE -> new ResponseRefusalDeltaEvent(json);
            case ResponseTextDeltaEvent.TYPE -> new ResponseTextDeltaEvent(json);
            case ResponseTextDoneEvent.TYPE -> new ResponseTextDoneEvent(json);
            default -> new OtherModelEvent(json);
        };
    }
}
