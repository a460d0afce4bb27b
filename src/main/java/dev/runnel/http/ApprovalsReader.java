package dev.runnel.http;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the field {@code approvals} of a request. Whatever is wrong is a problem that names the index of the approval. */
final class ApprovalsReader {

    private static final String ALLOWED = "an object such as {\"call_id\": \"call_1\", \"approve\": true}, with \"always\""
            + " (true or false) if you like, and with \"message\" (a string) if it does not approve";
    private static final String LIST = "an array of at least one decision";

    private ApprovalsReader() {
    }

    /** The decisions of the array that begins here. */
    static List<Approval> read(RequestJson json, JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            throw Problem.of(400, "The field 'approvals' is " + json.kind() + "; it must be " + LIST)
                    .with("field", "approvals").with("allowed", LIST).exception();
        }
        List<Approval> approvals = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        while (json.next() != JsonToken.END_ARRAY) {
            int index = approvals.size();
            Approval approval = approval(json, index);
            if (!ids.add(approval.callId())) {
                throw refused(index, "is the second one of the call " + Problem.quote(approval.callId()));
            }
            approvals.add(approval);
        }
        if (approvals.isEmpty()) {
            throw Problem.of(400, "The field 'approvals' is an empty array; it must be " + LIST)
                    .with("field", "approvals").with("allowed", LIST).exception();
        }
        return approvals;
    }

    private static Approval approval(RequestJson json, int index) {
        if (!json.isObject()) {
            throw refused(index, "is " + json.kind());
        }
        Optional<String> callId = Optional.empty();
        Optional<Boolean> approve = Optional.empty();
        boolean always = false;
        Optional<String> message = Optional.empty();
        while (json.next() != JsonToken.END_OBJECT) {
            String member = json.text();
            JsonToken value = json.next();
            switch (member) {
                case "call_id" -> callId = Optional.of(text(json, value, member, index));
                case "approve" -> approve = Optional.of(flag(json, value, member, index));
                case "always" -> always = flag(json, value, member, index);
                case "message" -> message = Optional.of(text(json, value, member, index));
                default -> throw refused(index, "has a member " + Problem.quote(member));
            }
        }
        if (callId.isEmpty() || approve.isEmpty()) {
            throw refused(index, "has no '" + (callId.isEmpty() ? "call_id" : "approve") + "'");
        }
        if (approve.get() && message.isPresent()) {
            throw refused(index, "approves and has a 'message'");
        }
        return new Approval(callId.get(), approve.get(), always, message);
    }

    private static String text(RequestJson json, JsonToken value, String member, int index) {
        if (value != JsonToken.VALUE_STRING) {
            throw refused(index, "has " + json.kind() + " as '" + member + "'");
        }
        return json.text();
    }

    private static boolean flag(RequestJson json, JsonToken value, String member, int index) {
        if (!value.isBoolean()) {
            throw refused(index, "has " + json.kind() + " as '" + member + "'");
        }
        return value == JsonToken.VALUE_TRUE;
    }

    private static ProblemException refused(int index, String why) {
        return Problem.of(400, "Item " + index + " of the field 'approvals' " + why + "; it must be " + ALLOWED)
                .with("field", "approvals").with("index", index).with("allowed", ALLOWED).exception();
    }
}
