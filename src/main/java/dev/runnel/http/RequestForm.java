package dev.runnel.http;

import java.util.List;
import java.util.Optional;

/**
 * What the fields of a request for a run are called.
 *
 * @param fields all that there are
 * @param input the one of them that has the input
 * @param agent the agent of a request that names none; empty where each must
 */
record RequestForm(List<String> fields, String input, Optional<String> agent) {

    /** Of {@code POST /runs}. */
    static final RequestForm RUN = new RequestForm(List.of("agent", "input", "max_turns", "max_run_time", "raw_events",
            "session_id", "previous_response_id", "conversation_id", "state", "approvals", "context"),
            "input", Optional.empty());

    RequestForm {
        fields = List.copyOf(fields);
    }

    /** Of {@code POST /invocations}, whose session is in a header. */
    static RequestForm invocation(Optional<String> agent) {
        return new RequestForm(List.of("prompt", "agent", "max_turns", "max_run_time", "raw_events", "state", "approvals",
                "context"), "prompt", agent);
    }
}
