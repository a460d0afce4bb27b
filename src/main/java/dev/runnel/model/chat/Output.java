package dev.runnel.model.chat;

import dev.runnel.model.JsonText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The places of an answer's items, and those that are finished. */
final class Output {

    private final Map<Integer, JsonText> finished = new TreeMap<>();
    private int begun;

    /** The place of one more item. */
    int begin() {
        return begun++;
    }

    void finish(int outputIndex, JsonText item) {
        finished.put(outputIndex, item);
    }

    /** The finished items in the order of their places. */
    List<JsonText> items() {
        return List.copyOf(finished.values());
    }
}
