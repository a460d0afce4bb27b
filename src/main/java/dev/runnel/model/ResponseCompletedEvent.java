package dev.runnel.model;

import java.util.List;

/**
 * The answer is complete. A terminal event. Type {@value #TYPE}.
 *
 * @param json the event as received
 */
public record ResponseCompletedEvent(JsonText json) implements ModelEvent {

    static final String TYPE = "response.completed";

    /** The response as it stands. */
    public JsonText response() {
        return EventMembers.object(this, "response");
    }

    /**
     * The whole answer: its id, its items and what it has cost.
     *
     * @throws ModelBehaviorException if the response is not of the Responses format
     */
    public ModelResponse toModelResponse() {
        JsonText response = response();
        return new ModelResponse(response.string("id"), output(response), Usage.ofOneRequest(response));
    }

    private List<ResponseItem> output(JsonText response) {
        return response.member("output").filter(JsonText::isArray).map(JsonText::elements).orElse(List.of()).stream()
                .map(ResponseItem::of)
                .toList();
    }
}
