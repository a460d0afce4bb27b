package dev.runnel.run;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.event.RunItem;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolInvocation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a run's state as one JSON object. What a response holds that is among the items already is written as its index
 * there, so that nothing stands in it twice.
 */
final class RunStateWriter {

    /** Of the form that is written. A reader of an older one must be able to say that it does not know it. */
    static final int SCHEMA_VERSION = 1;

    private final JsonGenerator json;
    private final Optional<ContextCodec> codec;

    private RunStateWriter(JsonGenerator json, Optional<ContextCodec> codec) {
        this.json = json;
        this.codec = codec;
    }

    static JsonText write(RunSnapshot state, Optional<ContextCodec> codec) {
        return Json.write(json -> new RunStateWriter(json, codec).state(state));
    }

    private void state(RunSnapshot state) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema_version", SCHEMA_VERSION);
        json.writeStringField("current_agent", state.agent());
        json.writeNumberField("current_turn", state.turn());
        if (state.maxTurns().isPresent()) {
            json.writeNumberField("max_turns", state.maxTurns().getAsInt());
        }
        json.writeFieldName("usage");
        UsageJson.write(json, state.usage());
        json.writeArrayFieldStart("tool_use_tracker");
        for (String agent : state.agentsThatUsedTools()) {
            json.writeString(agent);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tool_decisions");
        for (Map.Entry<String, Decision> each : state.toolDecisions().entrySet()) {
            json.writeStartObject();
            json.writeStringField("tool", each.getKey());
            decision(each.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (codec.isPresent() && state.context().isPresent()) {
            Json.raw(json, "context", codec.get().write(state.context().get()));
        }
        items("original_input", state.input());
        if (!state.conversation().equals(state.input())) {
            items("conversation", state.conversation());
        }
        if (state.folded() > 0) {
            json.writeNumberField("folded_items", state.folded());
        }
        keptElsewhere(state.keptElsewhere());
        items("pending_input", state.pendingInput());
        json.writeFieldName("guardrail_results");
        GuardrailResultsJson.write(json, state.guardrailResults());
        json.writeArrayFieldStart("generated_items");
        for (RunItem item : state.newItems()) {
            Json.raw(json, JsonText.object(StreamEventCodec.encode(item)));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("model_responses");
        Map<ResponseItem, Integer> places = places(state.newItems().stream().map(RunItem::rawItem).toList());
        for (ModelResponse response : state.rawResponses()) {
            response(response, places);
        }
        json.writeEndArray();
        if (state.openTurn().isPresent()) {
            json.writeFieldName("open_turn");
            openTurn(state.openTurn().get());
        }
        json.writeEndObject();
    }

    private void keptElsewhere(KeptElsewhere kept) throws IOException {
        if (kept.saved().isPresent()) {
            json.writeNumberField("persisted_items", kept.saved().getAsInt());
        }
        if (kept.conversationId().isPresent()) {
            json.writeStringField("conversation_id", kept.conversationId().get());
        }
        if (kept.previousResponseId().isPresent()) {
            json.writeStringField("previous_response_id", kept.previousResponseId().get());
        }
        if (kept.chained()) {
            json.writeBooleanField("auto_previous_response_id", true);
        }
        json.writeNumberField("sent_items", kept.sent());
    }

    private void openTurn(OpenTurn turn) throws IOException {
        json.writeStartObject();
        items("items", turn.items());
        json.writeFieldName("response");
        response(turn.response(), places(turn.items()));
        json.writeArrayFieldStart("invocations");
        for (ResponseItem item : turn.items()) {
            if (item instanceof ToolInvocation call) {
                invocation(turn, call);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void invocation(OpenTurn turn, ToolInvocation call) throws IOException {
        json.writeStartObject();
        json.writeStringField("call_id", call.callId());
        json.writeStringField("fingerprint", Fingerprint.of(call));
        RunItem output = call instanceof FunctionCall ? turn.outputs().get(call.callId())
                : turn.consents().get(call.callId());
        if (output != null) {
            Json.raw(json, "output", JsonText.object(StreamEventCodec.encode(output)));
        } else if (turn.nested().containsKey(call.callId())) {
            Json.raw(json, "run_state", codec.isPresent() ? turn.nested().get(call.callId()).toJson(codec.get())
                    : turn.nested().get(call.callId()).toJson());
        } else if (turn.waiting().containsKey(call.callId())) {
            json.writeObjectFieldStart("approval");
            json.writeStringField("agent", turn.waiting().get(call.callId()).agent().name());
            Decision decision = turn.decisions().get(call.callId());
            if (decision != null) {
                decision(decision);
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void decision(Decision decision) throws IOException {
        json.writeBooleanField("approved", decision.approved());
        if (decision.message().isPresent()) {
            json.writeStringField("message", decision.message().get());
        }
    }

    private void response(ModelResponse response, Map<ResponseItem, Integer> places) throws IOException {
        json.writeStartObject();
        if (response.responseId().isPresent()) {
            json.writeStringField("response_id", response.responseId().get());
        }
        json.writeFieldName("usage");
        UsageJson.write(json, response.usage());
        json.writeArrayFieldStart("output");
        for (ResponseItem item : response.output()) {
            Integer place = places.get(item);
            if (place != null) {
                json.writeNumber(place);
            } else {
                Json.raw(json, item.json());
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void items(String name, List<ResponseItem> items) throws IOException {
        json.writeArrayFieldStart(name);
        for (ResponseItem item : items) {
            Json.raw(json, item.json());
        }
        json.writeEndArray();
    }

    private static Map<ResponseItem, Integer> places(List<ResponseItem> items) {
        Map<ResponseItem, Integer> places = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            places.putIfAbsent(items.get(i), i);
        }
        return places;
    }
}
