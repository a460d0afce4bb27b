package dev.runnel.run;

import dev.runnel.agent.UserException;
import dev.runnel.event.AgentRef;
import dev.runnel.event.McpApprovalResponseItem;
import dev.runnel.event.RunItem;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolInvocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Reads what {@link RunStateWriter} wrote; whatever is wrong is a {@link UserException} that names it. */
final class RunStateReader {

    private final StateMembers state;
    private final Optional<ContextCodec> codec;

    private RunStateReader(StateMembers state, Optional<ContextCodec> codec) {
        this.state = state;
        this.codec = codec;
    }

    static RunSnapshot read(JsonText json, Optional<ContextCodec> codec) {
        StateMembers state = new StateMembers(json, "the whole");
        long version = state.number("schema_version");
        if (version != RunStateWriter.SCHEMA_VERSION) {
            throw new UserException("The run state has the schema version " + version + "; this version of Runnel reads "
                    + RunStateWriter.SCHEMA_VERSION + (version > RunStateWriter.SCHEMA_VERSION
                            ? ", so a newer one must have written it" : ""));
        }
        return new RunStateReader(state, codec).read();
    }

    private RunSnapshot read() {
        List<RunItem> items = state.array("generated_items").stream().map(this::item).toList();
        List<ResponseItem> rawItems = items.stream().map(RunItem::rawItem).toList();
        return new RunSnapshot(state.string("current_agent"), state.count("current_turn"),
                optionalCount("max_turns"),
                rawItems(state, "original_input"),
                rawItems(state, state.has("conversation") ? "conversation" : "original_input"),
                state.has("folded_items") ? state.count("folded_items") : 0, items,
                state.array("model_responses").stream()
                        .map(json -> response(new StateMembers(json, "a model response"), rawItems)).toList(),
                UsageJson.read(state.object("usage")), agentsThatUsedTools(), toolDecisions(),
                state.has("open_turn") ? Optional.of(openTurn(state.object("open_turn"))) : Optional.empty(),
                rawItems(state, "pending_input"), keptElsewhere(), state.has("guardrail_results")
                        ? GuardrailResultsJson.read(state.object("guardrail_results")) : GuardrailResults.NONE,
                state.has("context") ? codec.map(known -> known.read(state.value("context"))) : Optional.empty());
    }

    private KeptElsewhere keptElsewhere() {
        return new KeptElsewhere(optionalCount("persisted_items"), state.optionalString("conversation_id"),
                state.optionalString("previous_response_id"),
                state.has("auto_previous_response_id") && state.flag("auto_previous_response_id"),
                state.count("sent_items"));
    }

    private OptionalInt optionalCount(String name) {
        return state.has(name) ? OptionalInt.of(state.count(name)) : OptionalInt.empty();
    }

    private Set<String> agentsThatUsedTools() {
        Set<String> agents = new TreeSet<>();
        for (JsonText agent : state.array("tool_use_tracker")) {
            agents.add(agent.string().orElseThrow(() -> state.wrong("tool_use_tracker", "an array of strings")));
        }
        return agents;
    }

    private Map<String, Decision> toolDecisions() {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        for (JsonText json : state.array("tool_decisions")) {
            StateMembers decision = new StateMembers(json, "a decision of a tool");
            decisions.put(decision.string("tool"), decision(decision));
        }
        return decisions;
    }

    private OpenTurn openTurn(StateMembers turn) {
        List<ResponseItem> items = rawItems(turn, "items");
        Map<String, ToolInvocation> calls = new LinkedHashMap<>();
        items.forEach(item -> {
            if (item instanceof ToolInvocation call) {
                calls.put(call.callId(), call);
            }
        });
        Map<String, ToolCallOutputItem> outputs = new LinkedHashMap<>();
        Map<String, McpApprovalResponseItem> consents = new LinkedHashMap<>();
        Map<String, ToolApprovalItem> waiting = new LinkedHashMap<>();
        Map<String, RunState> nested = new LinkedHashMap<>();
        Map<String, Decision> decisions = new LinkedHashMap<>();
        List<JsonText> invocations = turn.array("invocations");
        if (invocations.size() != calls.size()) {
            throw turn.wrong("invocations", "an array of as many as there are calls");
        }
        for (JsonText json : invocations) {
            StateMembers invocation = new StateMembers(json, "an invocation");
            String id = invocation.string("call_id");
            ToolInvocation call = calls.get(id);
            if (call == null || !Fingerprint.of(call).equals(invocation.string("fingerprint"))) {
                throw new UserException("The call " + id + " in the run state is not the one that the state was made with:"
                        + " its fingerprint is another. It must not be changed");
            }
            if (invocation.has("output")) {
                if (call instanceof FunctionCall) {
                    outputs.put(id, output(invocation, id));
                } else {
                    consents.put(id, consent(invocation, id));
                }
            } else if (invocation.has("run_state")) {
                nested.put(id, new RunState(read(invocation.value("run_state"), codec)));
            } else if (invocation.has("approval")) {
                StateMembers approval = invocation.object("approval");
                waiting.put(id, new ToolApprovalItem(new AgentRef(approval.string("agent")), call));
                if (approval.has("approved")) {
                    decisions.put(id, decision(approval));
                }
            }
        }
        return new OpenTurn(response(turn.object("response"), items), items, outputs, consents, waiting, nested, decisions);
    }

    private ToolCallOutputItem output(StateMembers invocation, String callId) {
        if (item(invocation.value("output")) instanceof ToolCallOutputItem output && output.callId().equals(callId)) {
            return output;
        }
        throw invocation.wrong("output", "the output of the call " + callId);
    }

    private McpApprovalResponseItem consent(StateMembers invocation, String id) {
        if (item(invocation.value("output")) instanceof McpApprovalResponseItem consent
                && consent.rawItem().approvalRequestId().equals(id)) {
            return consent;
        }
        throw invocation.wrong("output", "the answer to the request " + id);
    }

    private static Decision decision(StateMembers decision) {
        boolean approved = decision.flag("approved");
        return new Decision(approved, approved ? Optional.empty() : decision.optionalString("message"));
    }

    private ModelResponse response(StateMembers response, List<ResponseItem> places) {
        return new ModelResponse(response.optionalString("response_id"), response.array("output").stream()
                .map(json -> json.isObject() ? rawItem(json) : at(response, json, places)).toList(),
                UsageJson.read(response.object("usage")));
    }

    private static ResponseItem at(StateMembers response, JsonText place, List<ResponseItem> places) {
        long index = place.number().orElse(-1);
        if (index < 0 || index >= places.size()) {
            throw response.wrong("output", "an array of items, and of indices of items");
        }
        return places.get((int) index);
    }

    private static List<ResponseItem> rawItems(StateMembers owner, String name) {
        return owner.array(name).stream().map(RunStateReader::rawItem).toList();
    }

    private static ResponseItem rawItem(JsonText json) {
        try {
            return ResponseItem.of(json);
        } catch (ModelBehaviorException malformed) {
            throw new UserException("An item in the run state is malformed: " + malformed.getMessage());
        }
    }

    private RunItem item(JsonText json) {
        try {
            return StreamEventCodec.readItem(json);
        } catch (IllegalArgumentException malformed) {
            throw new UserException("An item in the run state is malformed: " + malformed.getMessage());
        }
    }
}
