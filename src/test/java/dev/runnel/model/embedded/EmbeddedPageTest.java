package dev.runnel.model.embedded;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of the page, as they stand there, said to the running application. */
@QuarkusTest
class EmbeddedPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\[[^`]*])` \\|");

    private static final Map<String, BiConsumer<List<JsonNode>, Duration>> SEEN = Map.of(
            "[fail 500]", (events, time) -> {
                assertThat(error(events).path("type").asText()).isEqualTo("model_http");
                assertThat(error(events).path("status").asInt()).isEqualTo(500);
                assertThat(text(events)).isEmpty();
            },
            "[fail]", (events, time) -> {
                assertThat(error(events).path("message").asText()).contains("as [fail] asks");
                assertThat(text(events)).startsWith("No jokes").doesNotEndWith("LLM.");
            },
            "[cut]", (events, time) -> {
                assertThat(error(events).path("type").asText()).isEqualTo("model_behavior");
                assertThat(text(events)).startsWith("No jokes").doesNotEndWith("LLM.");
            },
            "[delay 2s]", (events, time) -> assertCompleteIn(2, events, time),
            "[pause 2s]", (events, time) -> assertCompleteIn(2, events, time),
            "[pace 5]", (events, time) -> assertCompleteIn(2, events, time)); // 11 words

    @ParameterizedTest
    @MethodSource("words")
    void theWordsDoWhatThePageSays(String words) {
        long start = System.nanoTime();

        List<JsonNode> events = run("Tell me 0 jokes " + words);

        assertThat(SEEN).containsKey(words);
        SEEN.get(words).accept(events, Duration.ofNanos(System.nanoTime() - start));
        assertCompleteIn(0, run("Tell me 0 jokes"), Duration.ZERO);
    }

    static List<String> words() throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs/embedded-model.md"))).results().map(row -> row.group(1)).toList();
    }

    @Test
    void thePageHasAllWords() throws IOException {
        assertThat(words()).containsExactlyInAnyOrderElementsOf(SEEN.keySet());
    }

    @Test
    void whatPassesTellsWhenToTryAgain() {
        assertThat(error(run("Hello [fail 429]")).path("retry_after").asInt()).isEqualTo(1);
        assertThat(error(run("Hello [fail 503]")).path("retry_after").asInt()).isEqualTo(1);
        assertThat(error(run("Hello [fail 500]")).has("retry_after")).isFalse();
    }

    @Test
    void aTextFailsAfterTheToolsThatCameBefore() {
        List<JsonNode> events = run("Joker", "Hello [cut]");

        assertThat(events).extracting(event -> event.path("name").asText()).contains("tool_called", "tool_output");
        assertThat(error(events).path("type").asText()).isEqualTo("model_behavior");
    }

    private static void assertCompleteIn(int seconds, List<JsonNode> events, Duration time) {
        assertThat(time).isGreaterThanOrEqualTo(Duration.ofSeconds(seconds));
        assertThat(events.get(events.size() - 1).path("final_output").asText())
                .isEqualTo("No jokes, then. I am the embedded model, not an LLM.");
    }

    private static JsonNode error(List<JsonNode> events) {
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.path("status").asText()).isEqualTo("failed");
        return last.path("error");
    }

    private static String text(List<JsonNode> events) {
        return events.stream().map(event -> event.path("data"))
                .filter(data -> data.path("type").asText().equals("response.output_text.delta"))
                .map(data -> data.path("delta").asText()).collect(Collectors.joining());
    }

    private static List<JsonNode> run(String words) {
        return run("Assistant", words);
    }

    private static List<JsonNode> run(String agent, String words) {
        return given().contentType("application/json").accept("application/x-ndjson")
                .body("{\"agent\":\"" + agent + "\",\"input\":\"" + words + "\"}").post("/runs")
                .then().statusCode(200).extract().asString().lines().map(Requests::json).toList();
    }
}
