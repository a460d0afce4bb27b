package dev.runnel.model.chat;

import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import dev.runnel.model.MalformedJsonException;
import dev.runnel.model.ModelBehaviorException;
import java.util.Optional;
import java.util.Set;

/** A call that is being written. It is told of as soon as its name is known; an id that the server lacks is made then. */
final class OpenCall {

    private static final JsonText NOTHING = JsonText.of("\"\"");
    private static final JsonText NO_ARGUMENTS = JsonText.of("\"{}\"");

    private final EventWriter events;
    private final ChatIds ids;
    private final Set<String> usedCallIds;
    private final int outputIndex;
    private final String itemId;
    private final GrowingString arguments = new GrowingString();
    private String givenId = "";
    private String callId = "";
    private String name = "";
    private Optional<Deltas> deltas = Optional.empty();

    /** @param usedCallIds ids that this call must not have; its own is added to them */
    OpenCall(EventWriter events, ChatIds ids, Set<String> usedCallIds, int outputIndex) {
        this.events = events;
        this.ids = ids;
        this.usedCallIds = usedCallIds;
        this.outputIndex = outputIndex;
        this.itemId = ids.next("fc");
    }

    String givenId() {
        return givenId;
    }

    /**
     * Whether a fragment that claims the same place begins another call: some servers give each call of an answer the same
     * index, or none. Others repeat id and name in each fragment of one call, or give each fragment an id of its own.
     */
    boolean isFollowedBy(Fragment fragment) {
        if (fragment.name().isEmpty() || name.isEmpty()) {
            return false;
        }
        if (!fragment.id().isEmpty() && !givenId.isEmpty()) {
            return !fragment.id().equals(givenId);
        }
        return !fragment.name().equals(name) || fragment.arguments().isPresent() && isWhole();
    }

    void add(Fragment fragment) {
        if (givenId.isEmpty()) {
            givenId = fragment.id();
        }
        if (name.isEmpty() && !fragment.name().isEmpty()) {
            name = fragment.name();
            begin();
        }
        fragment.arguments().ifPresent(piece -> {
            arguments.add(piece);
            deltas.ifPresent(told -> told.write(piece));
        });
    }

    private void begin() {
        callId = givenId.isEmpty() || usedCallIds.contains(givenId) ? ids.next("call") : givenId;
        usedCallIds.add(callId);
        JsonText begun = item("in_progress", NOTHING);
        events.write("response.output_item.added", json -> {
            json.writeNumberField("output_index", outputIndex);
            Json.raw(json, "item", begun);
        });
        deltas = Optional.of(new Deltas(events, "response.function_call_arguments.delta", itemId, outputIndex, ""));
        if (!arguments.isEmpty()) {
            deltas.get().write(arguments.json());
        }
    }

    /**
     * Tells that it is finished.
     *
     * @throws ModelBehaviorException if its name never came
     */
    JsonText close(String status) {
        if (arguments.isEmpty()) { // how some servers call a function without parameters
            arguments.add(NO_ARGUMENTS);
            deltas.ifPresent(told -> told.write(NO_ARGUMENTS));
        }
        if (deltas.isEmpty()) {
            throw new ModelBehaviorException("The model called a function without saying which: none of the call's chunks"
                    + " has a name");
        }
        JsonText whole = arguments.json();
        events.write("response.function_call_arguments.done", json -> {
            json.writeStringField("item_id", itemId);
            json.writeNumberField("output_index", outputIndex);
            json.writeStringField("name", name);
            Json.raw(json, "arguments", whole);
        });
        JsonText item = item(status, whole);
        events.write("response.output_item.done", json -> {
            json.writeNumberField("output_index", outputIndex);
            Json.raw(json, "item", item);
        });
        return item;
    }

    int outputIndex() {
        return outputIndex;
    }

    private boolean isWhole() {
        try {
            return JsonText.of(arguments.json().string().orElse("")).isObject();
        } catch (MalformedJsonException unfinished) {
            return false;
        }
    }

    private JsonText item(String status, JsonText written) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("id", itemId);
            json.writeStringField("type", "function_call");
            json.writeStringField("status", status);
            Json.raw(json, "arguments", written);
            json.writeStringField("call_id", callId);
            json.writeStringField("name", name);
            json.writeEndObject();
        });
    }
}
