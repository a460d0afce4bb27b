package dev.runnel.run;

import dev.runnel.model.FunctionCall;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the items of one response together: those that were streamed, and those that only the terminal event brings. A
 * response may stream its items, repeat them at the end, leave the end empty, or bring them at the end only.
 */
final class TurnItems {

    private final Map<Integer, ResponseItem> byIndex = new TreeMap<>();

    /**
     * An item was streamed.
     *
     * @throws ModelBehaviorException if another one was streamed at this index
     */
    void streamed(int outputIndex, ResponseItem item) {
        if (byIndex.putIfAbsent(outputIndex, item) != null) {
            throw new ModelBehaviorException("The model finished two items with the output_index " + outputIndex);
        }
    }

    /**
     * The response is complete.
     *
     * @return the items that were not streamed, in their order
     * @throws ModelBehaviorException if the response contradicts what was streamed
     */
    List<ResponseItem> complete(ModelResponse response) {
        List<ResponseItem> added = new ArrayList<>();
        for (int index = 0; index < response.output().size(); index++) {
            ResponseItem item = response.output().get(index);
            ResponseItem streamed = byIndex.put(index, item);
            if (streamed == null) {
                added.add(item);
            } else {
                requireSame(streamed, item);
            }
        }
        return added;
    }

    /** All items, in the order of the response. */
    List<ResponseItem> items() {
        return List.copyOf(byIndex.values());
    }

    /** A tool may be running for the streamed call already in the reader's eyes: it must not change afterwards. */
    private static void requireSame(ResponseItem streamed, ResponseItem atTheEnd) {
        if (streamed instanceof FunctionCall before && atTheEnd instanceof FunctionCall after) {
            requireSame(before, "call_id", before.callId(), after.callId());
            requireSame(before, "name", before.name(), after.name());
            requireSame(before, "arguments", before.arguments(), after.arguments());
        } else if (!streamed.type().equals(atTheEnd.type())) {
            throw new ModelBehaviorException("The model streamed an item of type " + streamed.type()
                    + ", and its complete response has one of type " + atTheEnd.type() + " in that place");
        }
    }

    private static void requireSame(FunctionCall call, String member, String streamed, String atTheEnd) {
        if (!streamed.equals(atTheEnd)) {
            throw new ModelBehaviorException("The model streamed the call " + call.callId() + " of " + call.name()
                    + " with one " + member + ", and its complete response has another");
        }
    }
}
