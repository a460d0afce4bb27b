package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.event.AgentRef;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.HandoffOutputItem;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the handoffs that a response asks for: the first one is accepted, the others are told that they are not. */
final class HandoffStep {

    private static final String IGNORED = "Multiple handoffs detected, ignoring this one.";

    private final EventOrigin origin;
    private final List<FunctionCall> calls;
    private final Outbox outbox;
    private final Map<String, RunItem> outputs = new LinkedHashMap<>();

    HandoffStep(EventOrigin origin, List<FunctionCall> calls, Outbox outbox) {
        this.origin = origin;
        this.calls = calls;
        this.outbox = outbox;
    }

    /** The call that is accepted; empty if there is none. */
    Optional<FunctionCall> accepted() {
        return calls.stream().findFirst();
    }

    /** The outputs by call id: those of the calls that are ignored first, then that of the accepted one. */
    Map<String, RunItem> outputs(Optional<Agent> target) {
        calls.stream().skip(1).forEach(call -> outputs.put(call.callId(), new ToolCallOutputItem(origin.agent(),
                FunctionCallOutput.of(call.callId(), IGNORED), OutputValue.of(IGNORED))));
        accepted().ifPresent(call -> outputs.put(call.callId(), handedOff(call, target.orElseThrow().ref())));
        return outputs;
    }

    /** Emits what happened. */
    void tell() {
        outputs.values().forEach(item -> outbox.emit(number -> new RunItemStreamEvent(origin, number,
                item instanceof HandoffOutputItem ? RunItemEventName.HANDOFF_OCCURRED : RunItemEventName.TOOL_OUTPUT,
                item)));
    }

    private HandoffOutputItem handedOff(FunctionCall call, AgentRef target) {
        String output = Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("assistant", target.name());
            json.writeEndObject();
        }).toString();
        return new HandoffOutputItem(origin.agent(), FunctionCallOutput.of(call.callId(), output), origin.agent(), target);
    }
}
