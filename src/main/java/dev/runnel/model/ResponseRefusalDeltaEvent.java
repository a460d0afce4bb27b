package dev.runnel.model;

/**
 * A piece of the words with which the model refuses. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseRefusalDeltaEvent(JsonText json) implements ResponseDeltaEvent {

    static final String TYPE = "response.refusal.delta";
}
