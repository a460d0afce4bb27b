package dev.runnel.model;

import java.util.List;

/**
 * What a function call gave.
 *
 * @param json the item as it goes to the model
 */
public record FunctionCallOutput(JsonText json) implements ResponseItem {

    static final String TYPE = "function_call_output";

    /** @throws ModelBehaviorException if the call id is missing */
    public FunctionCallOutput {
        ItemMembers.require(json, TYPE, "call_id");
    }

    /** The output of a call as text. */
    public static FunctionCallOutput of(String callId, String output) {
        return new FunctionCallOutput(Json.write(item -> {
            item.writeStartObject();
            item.writeStringField("type", TYPE);
            item.writeStringField("call_id", callId);
            item.writeStringField("output", output);
            item.writeEndObject();
        }));
    }

    /** The output of a call in parts. */
    public static FunctionCallOutput of(String callId, List<ToolOutputPart> parts) {
        return new FunctionCallOutput(Json.write(item -> {
            item.writeStartObject();
            item.writeStringField("type", TYPE);
            item.writeStringField("call_id", callId);
            item.writeArrayFieldStart("output");
            for (ToolOutputPart part : parts) {
                Json.raw(item, part.json());
            }
            item.writeEndArray();
            item.writeEndObject();
        }));
    }

    /** The id of the call. */
    public String callId() {
        return ItemMembers.string(json, "call_id");
    }

    /** The output: the text itself, or the JSON of its parts where it is a list of parts. */
    public String output() {
        return json.string("output").or(() -> json.member("output").map(JsonText::toString)).orElse("");
    }
}
