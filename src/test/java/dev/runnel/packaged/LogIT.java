package dev.runnel.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.testing.Packaged;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the process writes to its log, line by line. */
class LogIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void asJsonEveryLineIsAnObjectAndThoseOfARunHaveItsId() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log(Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true"))) {
            lines.add(JSON.readTree(line));
        }
        assertThat(lines).allSatisfy(line -> assertThat(line.path("message").isTextual()).isTrue());
        assertThat(lines).filteredOn(line -> line.path("loggerName").asText().equals("dev.runnel.run")).isNotEmpty()
                .allSatisfy(line -> assertThat(line.path("mdc").path("run_id").asText()).startsWith("run_")
                        .isSubstringOf(line.path("message").asText()));
    }

    @Test
    void asTextEveryLineOfARunHasItsId() throws Exception {
        assertThat(log(Map.of())).filteredOn(line -> line.contains("Run run_")).isNotEmpty()
                .allMatch(line -> line.matches(".* \\[(run_\\w+)\\] Run \\1 .*"));
    }

    @Test
    void theLineOfARunWhoseReaderLeftHasItsIdToo() throws Exception {
        try (Packaged server = Packaged.open(Map.of("RUNNEL_MODEL", "embedded"))) {
            try (InputStream left = HttpClient.newHttpClient().send(request(server, "hi [pause 1m]"),
                    HttpResponse.BodyHandlers.ofInputStream()).body()) {
                assertThat(left.read()).isEqualTo(':');
            }
            await().until(() -> server.out().stream().anyMatch(line -> line.contains("its client went away")));
            assertThat(server.out()).filteredOn(line -> line.contains("its client went away"))
                    .allMatch(line -> line.matches(".* \\[(run_\\w+)\\] Run \\1 .*"));
        }
    }

    private static HttpRequest request(Packaged server, String input) {
        return HttpRequest.newBuilder(server.address().resolve("/runs")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"agent\": \"Joker\", \"input\": \"" + input + "\"}")).build();
    }

    /** Of a start, a run of an agent with a tool, and a stop. */
    private static List<String> log(Map<String, String> form) throws Exception {
        Map<String, String> settings = new HashMap<>(form);
        settings.put("RUNNEL_MODEL", "embedded");
        settings.put("RUNNEL_EMBEDDED_WORDS_PER_SECOND", "0");
        settings.put("QUARKUS_LOG_CATEGORY__DEV_RUNNEL_RUN__LEVEL", "DEBUG");
        try (Packaged server = Packaged.open(settings)) {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request(server, "hi"),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains("\"status\":\"completed\"");
            server.terminate();
            server.exitStatus(Duration.ofSeconds(30));
            return server.out();
        }
    }
}
