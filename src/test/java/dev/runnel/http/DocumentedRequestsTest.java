package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The requests that openapi.json allows are those that the server reads, whatever fields come together. */
class DocumentedRequestsTest {

    private static final Map<String, String> VALUES = new TreeMap<>(Map.of(
            "agent", "\"Joker\"", "input", "\"Hello\"", "prompt", "\"Hello\"", "max_turns", "3", "session_id", "\"s\"",
            "previous_response_id", "\"resp_1\"", "conversation_id", "\"conv_1\"", "state", "\"s\"",
            "approvals", "[{\"call_id\":\"c1\",\"approve\":true}]"));

    private final OpenApiDocument document = new OpenApiDocument();

    @Test
    void ofRunsAreThoseThatAreRead() {
        theSame("RunRequest", RequestForm.RUN);
    }

    @Test
    void ofInvocationsAreThoseThatAreRead() {
        theSame("Invocation", RequestForm.invocation(Optional.of("Joker")));
    }

    @Test
    void ofDecisionsAreThoseThatAreRead() {
        Map<String, String> members = new TreeMap<>(Map.of("call_id", "\"c1\"", "always", "true", "message", "\"no\"",
                "other", "1"));
        for (String approve : List.of("", "\"approve\":true", "\"approve\":false", "\"approve\":1")) {
            for (String some : objects(members)) {
                String approval = "{" + some + (some.isEmpty() || approve.isEmpty() ? "" : ",") + approve + "}";
                String body = "{\"agent\":\"Joker\",\"state\":\"s\",\"approvals\":[" + approval + "]}";
                assertThat(isAllowed("Approval", approval)).as(approval).isEqualTo(isRead(RequestForm.RUN, body))
                        .isEqualTo(isAllowed("RunRequest", body));
            }
        }
    }

    private void theSame(String component, RequestForm form) {
        List<String> read = new ArrayList<>();
        List<String> allowed = new ArrayList<>();
        for (String members : objects(VALUES)) {
            String body = "{" + members + "}";
            if (isRead(form, body)) {
                read.add(body);
            }
            if (isAllowed(component, body)) {
                allowed.add(body);
            }
        }
        assertThat(read).isNotEmpty();
        assertThat(allowed).isEqualTo(read);
    }

    /** All subsets of some members, each as the inside of an object. */
    private static List<String> objects(Map<String, String> members) {
        List<String> all = new ArrayList<>(List.of(""));
        members.forEach((name, value) -> List.copyOf(all).forEach(
                some -> all.add((some.isEmpty() ? "" : some + ",") + "\"" + name + "\":" + value)));
        return all;
    }

    private boolean isAllowed(String component, String body) {
        return document.violations(component, OpenApiDocument.json(body)).isEmpty();
    }

    private static boolean isRead(RequestForm form, String body) {
        try {
            new RunRequestReader(10, Duration.ofMinutes(1), new InputReader(false, 3), form)
                    .read(body.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (ProblemException refused) {
            return false;
        }
    }
}
