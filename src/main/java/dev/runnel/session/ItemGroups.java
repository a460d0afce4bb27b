package dev.runnel.session;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.model.McpApprovalResponse;
import dev.runnel.model.Message;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolInvocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which items of a conversation must stay together, because providers refuse one without the other: a call and its output
 * with all that is between them, and reasoning with the item after it. For whoever stores conversations.
 */
public final class ItemGroups {

    private static final String OUTPUT = "_output";

    private ItemGroups() {
    }

    /**
     * The latest items of a conversation, as many as are allowed, or somewhat fewer where one more would tear a group apart.
     *
     * @param items oldest first
     * @param most the most items, 0 or more
     */
    public static List<ResponseItem> latest(List<ResponseItem> items, int most) {
        int start = Math.max(0, items.size() - most);
        return start == 0 ? items : items.subList(nextEdge(edges(items), start), items.size());
    }

    /** Where the first group ends at the earliest from this place on. */
    static int edgeFrom(List<ResponseItem> items, int place) {
        return nextEdge(edges(items), place);
    }

    /** The items from the first on, up to the group of the first function call that has no output yet. */
    public static List<ResponseItem> settled(List<ResponseItem> items) {
        Set<String> answered = new HashSet<>();
        items.forEach(item -> outputKey(item).ifPresent(answered::add));
        boolean[] edges = edges(items);
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof FunctionCall call && !answered.contains(call.callId())) {
                int end = i;
                while (!edges[end]) {
                    end--;
                }
                return items.subList(0, end);
            }
        }
        return items;
    }

    /**
     * A stored conversation without what a provider would refuse: outputs whose call is not before them, function calls
     * whose output is neither in it nor in what follows, reasoning whose item is gone.
     *
     * @param stored oldest first, from wherever
     * @param following what will come after it
     */
    public static List<ResponseItem> whole(List<ResponseItem> stored, List<ResponseItem> following) {
        Set<String> answered = new HashSet<>();
        following.forEach(item -> outputKey(item).ifPresent(answered::add));
        stored.forEach(item -> outputKey(item).ifPresent(answered::add));
        Set<String> called = new HashSet<>();
        List<ResponseItem> kept = new ArrayList<>();
        for (ResponseItem item : stored) {
            callKey(item).ifPresent(called::add);
            boolean unanswered = item instanceof FunctionCall call && !answered.contains(call.callId());
            boolean uncalled = outputKey(item).filter(key -> !called.contains(key)).isPresent();
            if (!unanswered && !uncalled) {
                kept.add(item);
            }
        }
        return withoutLooseReasoning(kept);
    }

    private static List<ResponseItem> withoutLooseReasoning(List<ResponseItem> items) {
        List<ResponseItem> kept = new ArrayList<>();
        boolean belongs = false; // whether the item after this one is the model's
        for (int i = items.size() - 1; i >= 0; i--) {
            ResponseItem item = items.get(i);
            if (!(item instanceof Reasoning)) {
                belongs = outputKey(item).isEmpty()
                        && !(item instanceof Message message && !message.role().equals("assistant"));
                kept.add(0, item);
            } else if (belongs) {
                kept.add(0, item);
            }
        }
        return List.copyOf(kept);
    }

    /** For each place whether the conversation may be cut before the item there; the last place is its end. */
    private static boolean[] edges(List<ResponseItem> items) {
        int[] reaches = new int[items.size()]; // how far the group of this item reaches at least
        Map<String, Integer> calls = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            ResponseItem item = items.get(i);
            reaches[i] = item instanceof Reasoning ? i + 1 : i;
            int place = i;
            callKey(item).ifPresent(key -> calls.put(key, place));
            outputKey(item).map(calls::get).ifPresent(call -> reaches[call] = place);
        }
        boolean[] edges = new boolean[items.size() + 1];
        int reached = -1;
        for (int i = 0; i < items.size(); i++) {
            edges[i] = reached < i;
            reached = Math.max(reached, reaches[i]);
        }
        edges[items.size()] = true;
        return edges;
    }

    private static int nextEdge(boolean[] edges, int place) {
        int edge = place;
        while (!edges[edge]) {
            edge++;
        }
        return edge;
    }

    /** By what an output knows its call; empty for what is none. */
    private static Optional<String> outputKey(ResponseItem item) {
        if (item instanceof FunctionCallOutput output) {
            return Optional.of(output.callId());
        }
        if (item instanceof McpApprovalResponse response) {
            return Optional.of(response.approvalRequestId());
        }
        return item.type().endsWith(OUTPUT) ? item.json().string("call_id") : Optional.empty();
    }

    /** By what the output of this will know it; empty for what has none. */
    private static Optional<String> callKey(ResponseItem item) {
        if (item instanceof ToolInvocation call) {
            return Optional.of(call.callId());
        }
        return item.type().endsWith(OUTPUT) ? Optional.empty() : item.json().string("call_id");
    }
}
