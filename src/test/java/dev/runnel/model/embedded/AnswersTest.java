package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void textIsACompleteSequence() {
        JsonNode response = Oracle.prove(events(Requests.user("Please tell me 12 jokes.\uD83D\uDE00")));

        assertThat(response.path("output")).hasSize(1);
        assertThat(response.path("model").textValue()).isEqualTo("embedded");
        assertThat(response.path("created_at").asLong()).isEqualTo(NOON.instant().getEpochSecond());
    }

    @Test
    void textComesWordByWord() {
        List<JsonNode> events = events(Requests.user("Hello"));

        assertThat(events).filteredOn(event -> event.path("type").asText().equals("response.output_text.delta"))
                .extracting(event -> event.path("delta").textValue())
                .startsWith("I", " am", " Runnel's", " embedded", " model,", " not", " an", " LLM:");
    }

    @Test
    void aToolCallIsACompleteSequence() {
        JsonNode response = Oracle.prove(events(Requests.user("Call `one`").tool("one")));

        assertThat(response.path("output").path(0).path("arguments").textValue()).isEqualTo("{}");
    }

    @Test
    void severalToolCallsWithArgumentsAreACompleteSequence() {
        String parameters = """
                {"type":"object","properties":{"city":{"type":"string"},"n":{"type":"integer"}}}""";
        String words = "Call `one`, `two` and three for \uD83D\uDE00\uD83D\uDE00 Zürich";

        JsonNode response = Oracle.prove(events(Requests.user(words).tool("one").tool("three").tool("two", "", parameters)));

        assertThat(response.path("output")).extracting(item -> item.path("name").textValue())
                .containsExactly("one", "two", "three");
        assertThat(response.path("output").path(1).path("arguments").textValue()).isEqualTo("{\"city\":\"Zürich\",\"n\":1}");
        assertThat(response.path("output")).extracting(item -> item.path("call_id").textValue()).doesNotHaveDuplicates();
    }

    @Test
    void aHandoffIsACompleteSequence() {
        JsonNode response = Oracle.prove(events(Requests.user("Hola").instructions("Hand off by language.")
                .tool("transfer_to_spanish_agent")));

        assertThat(response.path("output").path(0).path("name").textValue()).isEqualTo("transfer_to_spanish_agent");
    }

    @Test
    void whatTheRequestSetIsEchoed() {
        JsonNode response = Oracle.prove(events(Requests.user("Hello").instructions("Be kind.").tool("one")
                .with("temperature", "0.5").with("top_p", "0.25").with("tool_choice", "\"none\"")
                .with("parallel_tool_calls", "false").with("metadata", "{\"a\":\"b\"}").with("max_output_tokens", "99")
                .with("truncation", "\"auto\"").with("reasoning", "{\"effort\":\"low\",\"summary\":\"auto\"}")));

        assertThat(response.path("instructions").textValue()).isEqualTo("Be kind.");
        assertThat(response.path("tools").path(0).path("name").textValue()).isEqualTo("one");
        assertThat(response.path("temperature").doubleValue()).isEqualTo(0.5);
        assertThat(response.path("top_p").doubleValue()).isEqualTo(0.25);
        assertThat(response.path("tool_choice").textValue()).isEqualTo("none");
        assertThat(response.path("parallel_tool_calls").asBoolean(true)).isFalse();
        assertThat(response.path("metadata").path("a").textValue()).isEqualTo("b");
        assertThat(response.path("max_output_tokens").intValue()).isEqualTo(99);
        assertThat(response.path("truncation").textValue()).isEqualTo("auto");
        assertThat(response.path("reasoning").path("effort").textValue()).isEqualTo("low");
    }

    @Test
    void theSameRequestHasTheSameEvents() {
        Requests request = Requests.user("Call `one` with Anna").tool("one", "", "{\"type\":\"object\",\"properties\":"
                + "{\"who\":{\"type\":\"string\"}}}");

        assertThat(events(request)).isEqualTo(events(request));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            []                                       | We could not parse the JSON body
            {}                                       | Missing required parameter: 'input'.
            {"input":7}                              | Invalid type for 'input'
            {"input":["a"]}                          | Invalid type for 'input[0]'
            {"input":"a","tools":"b"}                | Invalid type for 'tools'
            {"input":"a","previous_response_id":"x"} | 'previous_response_id' names nothing
            {"input":"a","conversation":"x"}         | 'conversation' names nothing
            """)
    void whatIsNoRequestIsRejected(String request, String message) {
        assertThatThrownBy(() -> answers().to(Requests.json(request))).isInstanceOf(Rejection.class)
                .hasMessageStartingWith(message);
    }

    private static List<JsonNode> events(Requests request) {
        return answers().to(request.json()).events().stream().<JsonNode> map(ResponseEvent::json).toList();
    }

    private static Answers answers() {
        AtomicInteger count = new AtomicInteger();
        return new Answers(NOON, prefix -> prefix + "_" + count.incrementAndGet());
    }
}
