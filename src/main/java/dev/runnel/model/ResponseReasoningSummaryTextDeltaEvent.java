package dev.runnel.model;

/**
 * A piece of the summary of what the model thinks. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseReasoningSummaryTextDeltaEvent(JsonText json) implements ResponseDeltaEvent {

    static final String TYPE = "response.reasoning_summary_text.delta";
}
