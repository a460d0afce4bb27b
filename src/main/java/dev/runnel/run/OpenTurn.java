package dev.runnel.run;

import dev.runnel.event.McpApprovalResponseItem;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolInvocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A turn whose response is there, and not all that it leads to. Its calls have an output, wait for a person, or are a run
 * that waits; a call with an output is never made again. Immutable.
 *
 * @param response the model's answer
 * @param items all its items, also those that the answer itself does not repeat
 * @param outputs what calls have given, by call id
 * @param consents the answers to requests for tools of MCP servers, by the request's id
 * @param waiting calls and requests that wait, by their id
 * @param nested the states of calls that are runs, by call id
 * @param decisions what was decided of calls and requests that waited, by their id
 */
record OpenTurn(ModelResponse response, List<ResponseItem> items, Map<String, ToolCallOutputItem> outputs,
        Map<String, McpApprovalResponseItem> consents, Map<String, ToolApprovalItem> waiting, Map<String, RunState> nested,
        Map<String, Decision> decisions) {

    OpenTurn {
        items = List.copyOf(items);
        outputs = inOrder(outputs);
        consents = inOrder(consents);
        waiting = inOrder(waiting);
        nested = inOrder(nested);
        decisions = inOrder(decisions);
    }

    /** One of whose calls nothing has happened. */
    OpenTurn(ModelResponse response, List<ResponseItem> items) {
        this(response, items, Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    OpenTurn with(ToolTurn.Outcome outcome, McpApprovals.Outcome approvals) {
        Map<String, ToolCallOutputItem> given = new LinkedHashMap<>();
        outcome.results().forEach(result -> given.put(result.item().callId(), result.item()));
        Map<String, ToolApprovalItem> left = new LinkedHashMap<>(outcome.waiting());
        left.putAll(approvals.waiting());
        return new OpenTurn(response, items, given, approvals.responses(), left, outcome.nested(), Map.of());
    }

    /** The same turn, with what was decided since of its calls, and of those in the runs that are its calls. */
    OpenTurn with(Map<String, Decision> ofCalls, Map<String, RunState> decidedRuns) {
        return new OpenTurn(response, items, outputs, consents, waiting, decidedRuns, ofCalls);
    }

    /** Whether nothing waits. */
    boolean isComplete() {
        return waiting.isEmpty() && nested.isEmpty();
    }

    /** All that waits, in the order of the calls. */
    List<ToolApprovalItem> interruptions() {
        List<ToolApprovalItem> all = new ArrayList<>();
        for (ResponseItem item : items) {
            if (item instanceof ToolInvocation call) {
                if (waiting.containsKey(call.callId())) {
                    all.add(waiting.get(call.callId()));
                } else if (nested.containsKey(call.callId())) {
                    all.addAll(nested.get(call.callId()).interruptions());
                }
            }
        }
        return all;
    }

    private static <T> Map<String, T> inOrder(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
