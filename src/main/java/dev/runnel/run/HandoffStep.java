package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.Handoff;
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
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.tool.InvalidToolInputException;
import dev.runnel.tool.TypeSchema;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers the handoffs that a response asks for: the first one is accepted, the others are told that they are not. */
final class HandoffStep {

    private static final String IGNORED = "Multiple handoffs detected, ignoring this one.";

    private final Run run;
    private final EventOrigin origin;
    private final Agent agent;
    private final Toolbox toolbox;
    private final List<FunctionCall> calls;
    private final Map<String, RunItem> outputs = new LinkedHashMap<>();

    HandoffStep(Run run, EventOrigin origin, Toolbox toolbox, List<FunctionCall> calls) {
        this.run = run;
        this.origin = origin;
        this.agent = run.transcript().agent();
        this.toolbox = toolbox;
        this.calls = calls;
    }

    /**
     * Accepts the first handoff, and tells its callback and the hooks; gives the agent that takes over, if there is one.
     * Fails with a {@link ModelBehaviorException} if what the model gave with it does not fit.
     */
    Uni<Optional<Agent>> accept(Hooks hooks) {
        if (calls.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Handoff handoff = handoff();
        Agent target = Toolbox.target(run.with().registry(), agent, handoff);
        Object input = input(calls.get(0));
        return handoff.onHandoff().map(callback -> callback.handedOff(run.transcript().context(), input)).orElse(Hooks.DONE)
                .chain(told -> hooks.handoff(target)).replaceWith(Optional.of(target));
    }

    /** What the next agent's model reads is decided; after the turn's items are in the transcript. */
    Uni<Void> rewriteInput(int itemsOfTurn) {
        return new HandoffInput(run, handoff()).rewrite(itemsOfTurn);
    }

    private Handoff handoff() {
        return toolbox.handoff(calls.get(0).name()).orElseThrow();
    }

    private Object input(FunctionCall call) {
        Optional<TypeSchema> schema = toolbox.handoffInput(call.name());
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        try {
            return schema.get().read(JsonText.object(call.arguments().getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | InvalidToolInputException unfit) {
            throw new ModelBehaviorException("The model handed off with " + call.name() + ", and what it gave is no "
                    + schema.get().name() + ": " + (unfit instanceof InvalidToolInputException ? unfit.getMessage()
                            : "it is not a JSON object"));
        }
    }

    /** The outputs by call id: those of the calls that are ignored first, then that of the accepted one. */
    Map<String, RunItem> outputs(Optional<Agent> target) {
        calls.stream().skip(1).forEach(call -> outputs.put(call.callId(), new ToolCallOutputItem(origin.agent(),
                FunctionCallOutput.of(call.callId(), IGNORED), OutputValue.of(IGNORED))));
        target.ifPresent(next -> outputs.put(calls.get(0).callId(), handedOff(calls.get(0), next.ref())));
        return outputs;
    }

    /** Emits what happened. */
    void tell() {
        outputs.values().forEach(item -> run.outbox().emit(number -> new RunItemStreamEvent(origin, number,
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
