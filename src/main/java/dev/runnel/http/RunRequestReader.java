package dev.runnel.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the body of {@code POST /runs}. A body that has not the documented form is refused with 400; one that has it and
 * asks for what this server does not do, with 422. Nothing is ignored. Immutable and thread-safe.
 */
final class RunRequestReader {

    private static final List<String> FIELDS = List.of("agent", "input", "max_turns", "raw_events", "context");

    /** Of the documented interface, but not built yet. */
    private static final List<String> LATER = List.of("session_id", "previous_response_id", "conversation_id", "state",
            "approvals", "on_disconnect");

    private final int maxTurns;
    private final InputReader inputs;

    /**
     * @param maxTurns the most turns that a request may ask for
     * @param inputs reads the items of an input
     */
    RunRequestReader(int maxTurns, InputReader inputs) {
        this.maxTurns = maxTurns;
        this.inputs = inputs;
    }

    /** @throws ProblemException if the body is refused */
    RunRequest read(byte[] body) {
        RequestJson json = RequestJson.of(body);
        if (json.next() != JsonToken.START_OBJECT) {
            throw Problem.of(400, "The body is " + json.kind() + ", it must be a JSON object").with("fields", FIELDS)
                    .exception();
        }
        String agent = null;
        List<ResponseItem> input = null;
        OptionalInt turns = OptionalInt.empty();
        boolean rawEvents = true;
        Optional<JsonText> context = Optional.empty();
        while (json.next() != JsonToken.END_OBJECT) {
            String field = json.text();
            JsonToken value = json.next();
            switch (field) {
                case "agent" -> agent = string(json, value);
                case "input" -> input = input(json, value);
                case "max_turns" -> turns = OptionalInt.of(turns(json));
                case "raw_events" -> rawEvents = flag(json, value);
                case "context" -> context = Optional.of(json.copy());
                default -> throw unknown(field);
            }
        }
        if (json.next() != null) {
            throw Problem.of(400, "Something follows the JSON object of the body; it must be the only value").exception();
        }
        if (agent == null) {
            throw missing("agent", "the name of an agent");
        }
        if (input == null) {
            throw missing("input", "a string or an array of items");
        }
        return new RunRequest(agent, input, turns, rawEvents, context);
    }

    private static String string(RequestJson json, JsonToken value) {
        if (value != JsonToken.VALUE_STRING) {
            throw wrong("agent", json.kind(), "a string, the name of an agent");
        }
        return json.text();
    }

    private List<ResponseItem> input(RequestJson json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return List.of(Message.user(json.text()));
        }
        if (value != JsonToken.START_ARRAY) {
            throw wrong("input", json.kind(), "a string, or an array of at least one item");
        }
        List<ResponseItem> items = inputs.read(json);
        if (items.isEmpty()) {
            throw wrong("input", "an empty array", "a string, or an array of at least one item");
        }
        return items;
    }

    private int turns(RequestJson json) {
        String allowed = "a whole number from 1 to " + maxTurns;
        if (!json.isWholeNumber()) {
            throw wrong("max_turns", json.kind(), allowed);
        }
        int turns = json.number();
        if (turns < 1) {
            throw wrong("max_turns", String.valueOf(turns), allowed);
        }
        if (turns > maxTurns) {
            throw Problem.of(422, "The field 'max_turns' is " + turns + ", more than this server allows; it must be "
                    + allowed)
                    .with("field", "max_turns").with("allowed", allowed).exception();
        }
        return turns;
    }

    private static boolean flag(RequestJson json, JsonToken value) {
        if (!value.isBoolean()) {
            throw wrong("raw_events", json.kind(), "true or false");
        }
        return value == JsonToken.VALUE_TRUE;
    }

    private static ProblemException unknown(String field) {
        if (LATER.contains(field)) {
            return Problem.of(422, "The field '" + field + "' is not supported yet; supported are " + FIELDS)
                    .with("field", field).with("fields", FIELDS).exception();
        }
        return Problem.of(400, "There is no field " + Problem.quote(field) + "; the fields are " + FIELDS)
                .with("field", Problem.cut(field)).with("fields", FIELDS).exception();
    }

    private static ProblemException missing(String field, String allowed) {
        return Problem.of(400, "The field '" + field + "' is missing; it must be " + allowed)
                .with("field", field).with("allowed", allowed).exception();
    }

    private static ProblemException wrong(String field, String came, String allowed) {
        return Problem.of(400, "The field '" + field + "' is " + came + "; it must be " + allowed)
                .with("field", field).with("allowed", allowed).exception();
    }
}
