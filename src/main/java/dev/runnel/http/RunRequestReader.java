package dev.runnel.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the body of a request for a run. A body that has not the documented form is refused with 400; one that has it and
 * asks for what this server does not do, with 422. Nothing is ignored. Immutable and thread-safe.
 */
final class RunRequestReader {

    /** Of the documented interface, but not built yet. */
    private static final List<String> LATER = List.of("on_disconnect");

    /** What a run that is resumed has in its state. */
    private static final Set<String> OF_NEW_RUNS = Set.of("input", "prompt", "max_turns", "session_id",
            "previous_response_id", "conversation_id");

    private static final Pattern ID = Pattern.compile("[!-~]{1,256}");

    private static final double SHORTEST_SECONDS = 0.1;

    private final int maxTurns;
    private final Duration maxRunTime;
    private final InputReader inputs;
    private final RequestForm form;

    /**
     * @param maxTurns the most turns that a request may ask for
     * @param maxRunTime the longest time that a request may ask for
     * @param inputs reads the items of an input
     * @param form what the fields are
     */
    RunRequestReader(int maxTurns, Duration maxRunTime, InputReader inputs, RequestForm form) {
        this.maxTurns = maxTurns;
        this.maxRunTime = maxRunTime;
        this.inputs = inputs;
        this.form = form;
    }

    /** One with the limits that are configured. */
    static RunRequestReader of(HttpConfig config, RequestForm form) {
        return new RunRequestReader(config.maxTurns(), config.maxRunTime(),
                new InputReader(config.trustedInput(), config.maxInputItems()), form);
    }

    /** @throws ProblemException if the body, null for none, is refused */
    RunRequest read(RunBody body) {
        return read(body == null ? new byte[0] : body.json());
    }

    /** @throws ProblemException if the body is refused */
    RunRequest read(byte[] body) {
        RequestJson json = RequestJson.of(body);
        if (json.next() != JsonToken.START_OBJECT) {
            throw Problem.of(400, "The body is " + json.kind() + ", it must be a JSON object")
                    .with("fields", form.fields()).exception();
        }
        String agent = form.agent().orElse(null);
        List<ResponseItem> input = null;
        OptionalInt turns = OptionalInt.empty();
        Optional<Duration> time = Optional.empty();
        boolean rawEvents = true;
        Map<String, String> conversation = new LinkedHashMap<>();
        Optional<JsonText> context = Optional.empty();
        Optional<String> state = Optional.empty();
        Optional<List<Approval>> approvals = Optional.empty();
        Set<String> fields = new LinkedHashSet<>();
        while (json.next() != JsonToken.END_OBJECT) {
            String field = json.text();
            JsonToken value = json.next();
            fields.add(field);
            switch (form.fields().contains(field) ? field : "") {
                case "agent" -> agent = string(json, value);
                case "input", "prompt" -> input = input(json, value);
                case "max_turns" -> turns = OptionalInt.of(turns(json));
                case "max_run_time" -> time = Optional.of(time(json));
                case "raw_events" -> rawEvents = flag(json, value);
                case "session_id", "previous_response_id", "conversation_id" ->
                    conversation.put(field, id(json, value, field));
                case "state" -> state = Optional.of(state(json, value));
                case "approvals" -> approvals = Optional.of(ApprovalsReader.read(json, value));
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
        if (state.isPresent() != approvals.isPresent()) {
            throw state.isPresent() ? missing("approvals", "an array of decisions, where there is a 'state'")
                    : missing("state", "what the interrupted run gave away, where there are 'approvals'");
        }
        if (state.isPresent()) {
            fields.stream().filter(OF_NEW_RUNS::contains).findFirst().ifPresent(field -> {
                throw ofNewRuns(field);
            });
        } else if (input == null) {
            throw missing(form.input(), "a string or an array of items");
        }
        if (conversation.size() > 1) {
            throw severalPlaces(conversation.keySet());
        }
        Optional<ResumeRequest> resume = state.isEmpty() ? Optional.empty()
                : Optional.of(new ResumeRequest(state.get(), approvals.get()));
        return new RunRequest(agent, input == null ? List.of() : input, turns, time, rawEvents,
                Optional.ofNullable(conversation.get("session_id")),
                Optional.ofNullable(conversation.get("previous_response_id")),
                Optional.ofNullable(conversation.get("conversation_id")), resume, context);
    }

    private static String string(RequestJson json, JsonToken value) {
        if (value != JsonToken.VALUE_STRING) {
            throw wrong("agent", json.kind(), "a string, the name of an agent");
        }
        return json.text();
    }

    private static String state(RequestJson json, JsonToken value) {
        if (value != JsonToken.VALUE_STRING) {
            throw wrong("state", json.kind(), "a string, what the interrupted run gave away");
        }
        return json.text();
    }

    private static String id(RequestJson json, JsonToken value, String field) {
        String allowed = "a string of 1 to 256 printable ASCII characters without spaces";
        if (value != JsonToken.VALUE_STRING) {
            throw wrong(field, json.kind(), allowed);
        }
        if (!ID.matcher(json.text()).matches()) {
            throw wrong(field, Problem.quote(json.text()), allowed);
        }
        return json.text();
    }

    private List<ResponseItem> input(RequestJson json, JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return List.of(Message.user(json.text()));
        }
        if (value != JsonToken.START_ARRAY) {
            throw wrong(form.input(), json.kind(), "a string, or an array of at least one item");
        }
        List<ResponseItem> items = inputs.read(json);
        if (items.isEmpty()) {
            throw wrong(form.input(), "an empty array", "a string, or an array of at least one item");
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
            throw wrong("max_turns", Problem.cut(json.text()), allowed);
        }
        if (turns > maxTurns) {
            throw tooMuch("max_turns", Problem.cut(json.text()), allowed);
        }
        return turns;
    }

    private Duration time(RequestJson json) {
        String allowed = "a number of seconds from " + SHORTEST_SECONDS + " to " + seconds(maxRunTime);
        if (!json.isNumber()) {
            throw wrong("max_run_time", json.kind(), allowed);
        }
        double seconds = json.decimal();
        if (seconds < SHORTEST_SECONDS) {
            throw wrong("max_run_time", plain(seconds), allowed);
        }
        if (seconds * 1000 > maxRunTime.toMillis()) {
            throw tooMuch("max_run_time", plain(seconds), allowed);
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static String seconds(Duration time) {
        return plain(time.toMillis() / 1000.0);
    }

    /** Without the fraction that is none. */
    private static String plain(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e9;
        return whole ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static boolean flag(RequestJson json, JsonToken value) {
        if (!value.isBoolean()) {
            throw wrong("raw_events", json.kind(), "true or false");
        }
        return value == JsonToken.VALUE_TRUE;
    }

    private ProblemException unknown(String field) {
        if (LATER.contains(field)) {
            return Problem.of(422, "The field '" + field + "' is not supported yet; supported are " + form.fields())
                    .with("field", field).with("fields", form.fields()).exception();
        }
        return Problem.of(400, "There is no field " + Problem.quote(field) + "; the fields are " + form.fields())
                .with("field", Problem.cut(field)).with("fields", form.fields()).exception();
    }

    private static ProblemException severalPlaces(Set<String> fields) {
        return Problem.of(422, "The fields " + fields + " exclude each other: a conversation is kept in one place, by a"
                + " session here or by the provider")
                .with("field", fields.iterator().next()).with("allowed", "only one of them").exception();
    }

    private static ProblemException ofNewRuns(String field) {
        return Problem.of(422, "The field '" + field + "' is not allowed beside 'state': the run goes on with what it"
                + " began with")
                .with("field", field).exception();
    }

    private static ProblemException missing(String field, String allowed) {
        return Problem.of(400, "The field '" + field + "' is missing; it must be " + allowed)
                .with("field", field).with("allowed", allowed).exception();
    }

    private static ProblemException tooMuch(String field, String came, String allowed) {
        return Problem.of(422, "The field '" + field + "' is " + came + ", more than this server allows; it must be "
                + allowed).with("field", field).with("allowed", allowed).exception();
    }

    private static ProblemException wrong(String field, String came, String allowed) {
        return Problem.of(400, "The field '" + field + "' is " + came + "; it must be " + allowed)
                .with("field", field).with("allowed", allowed).exception();
    }
}
