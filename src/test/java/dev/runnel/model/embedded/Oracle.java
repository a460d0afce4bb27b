package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Proves that a sequence of events is one of the Responses API: each by OpenAI's own types, the whole by its invariants. */
final class Oracle {

    private static final JsonMapper OPENAI = ObjectMappers.jsonMapper();

    private Oracle() {
    }

    /** Returns the response of the last event. */
    static JsonNode prove(List<JsonNode> events) {
        events.forEach(Oracle::proveEvent);
        assertThat(events).extracting(event -> event.path("sequence_number").asInt(-1))
                .containsExactlyElementsOf(IntStream.range(0, events.size()).boxed().toList());
        assertThat(type(events.get(0))).isEqualTo("response.created");
        assertThat(type(events.get(1))).isEqualTo("response.in_progress");
        assertThat(type(events.get(events.size() - 1))).isEqualTo("response.completed");
        JsonNode completed = events.get(events.size() - 1).path("response");
        List<JsonNode> done = new ArrayList<>();
        int at = 2;
        while (at < events.size() - 1) {
            at = proveItem(events, at, done);
        }
        assertThat(completed.path("output")).containsExactlyElementsOf(done);
        assertThat(completed.path("id")).isEqualTo(events.get(0).path("response").path("id"));
        JsonNode usage = completed.path("usage");
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(usage.path("input_tokens").asInt() + usage.path("output_tokens").asInt()).isPositive();
        return proveResponse(completed);
    }

    static JsonNode proveResponse(JsonNode response) {
        try {
            OPENAI.readValue(response.toString(), Response.class).validate();
            return response;
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.toString(), e);
        }
    }

    private static void proveEvent(JsonNode event) {
        try {
            ResponseStreamEvent read = OPENAI.readValue(event.toString(), ResponseStreamEvent.class).validate();
            assertThat(read.isValid()).as(event.toString()).isTrue();
        } catch (JsonProcessingException e) {
            throw new AssertionError(event.toString(), e);
        }
    }

    /** One item's events, from added to done, all of the same item; returns where the next one begins. */
    private static int proveItem(List<JsonNode> events, int from, List<JsonNode> done) {
        JsonNode added = events.get(from);
        assertThat(type(added)).isEqualTo("response.output_item.added");
        boolean message = added.path("item").path("type").asText().equals("message");
        String prefix = message ? "response.output_text" : "response.function_call_arguments";
        int at = from + 1;
        if (message) {
            assertThat(type(events.get(at++))).isEqualTo("response.content_part.added");
        }
        StringBuilder joined = new StringBuilder();
        while (type(events.get(at)).equals(prefix + ".delta")) {
            joined.append(events.get(at++).path("delta").textValue());
        }
        assertThat(joined).isNotEmpty();
        assertThat(type(events.get(at))).isEqualTo(prefix + ".done");
        assertThat(events.get(at++).path(message ? "text" : "arguments").textValue()).isEqualTo(joined.toString());
        if (message) {
            assertThat(type(events.get(at))).isEqualTo("response.content_part.done");
            assertThat(events.get(at++).path("part").path("text").textValue()).isEqualTo(joined.toString());
        }
        JsonNode item = events.get(at).path("item");
        assertThat(type(events.get(at))).isEqualTo("response.output_item.done");
        assertThat(item.path("status").textValue()).isEqualTo("completed");
        assertThat((message ? item.path("content").path(0).path("text") : item.path("arguments")).textValue())
                .isEqualTo(joined.toString());
        for (JsonNode event : events.subList(from, at + 1)) {
            assertThat(event.path("output_index").asInt(-1)).isEqualTo(done.size());
            assertThat(event.path("item_id").asText(event.path("item").path("id").asText()))
                    .isEqualTo(item.path("id").textValue());
        }
        done.add(item);
        return at + 1;
    }

    private static String type(JsonNode event) {
        return event.path("type").textValue();
    }
}
