package dev.runnel.run;

import dev.runnel.model.ResponseItem;
import dev.runnel.session.ItemGroups;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a run with a session begins with.
 *
 * @param conversation what the model reads
 * @param unsaved what of it the session has not
 */
record SessionInput(List<ResponseItem> conversation, List<ResponseItem> unsaved) {

    SessionInput {
        conversation = List.copyOf(conversation);
        unsaved = List.copyOf(unsaved);
    }

    /** The history, then the input. */
    static SessionInput after(List<ResponseItem> history, List<ResponseItem> input) {
        return new SessionInput(Stream.concat(ItemGroups.whole(history, input).stream(), input.stream()).toList(), input);
    }

    /**
     * What the application has made of both. An item of the history, or as many as there are equal ones, is saved already;
     * everything else is new.
     */
    static SessionInput chosen(List<ResponseItem> history, List<ResponseItem> input, List<ResponseItem> conversation) {
        Set<ResponseItem> ofInput = Collections.newSetFromMap(new IdentityHashMap<>());
        ofInput.addAll(input);
        Map<ResponseItem, Integer> saved = new HashMap<>();
        history.forEach(item -> saved.merge(item, 1, Integer::sum));
        List<ResponseItem> unsaved = new ArrayList<>();
        for (ResponseItem item : conversation) {
            boolean known = !ofInput.contains(item) && saved.getOrDefault(item, 0) > 0;
            if (known) {
                saved.merge(item, -1, Integer::sum);
            } else {
                unsaved.add(item);
            }
        }
        return new SessionInput(conversation, unsaved);
    }
}
