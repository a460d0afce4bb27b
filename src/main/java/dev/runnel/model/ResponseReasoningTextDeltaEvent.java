package dev.runnel.model;

/**
 * A piece of what the model thinks. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseReasoningTextDeltaEvent(JsonText json) implements ResponseDeltaEvent {

    static final String TYPE = "response.reasoning_text.delta";
}
