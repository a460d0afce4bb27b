package dev.runnel.model;

/**
 * A piece of the arguments of a function call. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseFunctionCallArgumentsDeltaEvent(JsonText json) implements ResponseDeltaEvent {

    static final String TYPE = "response.function_call_arguments.delta";
}
