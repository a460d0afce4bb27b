package dev.runnel.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Packaged;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was packaged is an AgentCore runtime where the environment says so, and only there. */
class AgentCoreIT {

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void theEnvironmentAloneEnablesIt() throws Exception {
        try (Packaged server = Packaged.open(Map.of("RUNNEL_MODEL", "embedded", "RUNNEL_EMBEDDED_WORDS_PER_SECOND", "0",
                "RUNNEL_AGENTCORE_ENABLED", "true", "RUNNEL_AGENTCORE_AGENT", "Assistant"))) {
            HttpResponse<String> ping = send(HttpRequest.newBuilder(server.address().resolve("/ping")));
            assertThat(ping.statusCode()).isEqualTo(200);
            assertThat(ping.body()).matches("\\{\"status\":\"Healthy\",\"time_of_last_update\":\\d{10}}");

            HttpResponse<String> run = send(invocation(server, "{\"prompt\": \"Hello\"}"));
            assertThat(run.statusCode()).isEqualTo(200);
            assertThat(run.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(List.of(run.body().split("\n\n"))).allMatch(frame -> frame.startsWith("data: {"))
                    .last().asString().contains("\"status\":\"completed\"");

            HttpResponse<String> fault = send(invocation(server, "{}"));
            assertThat(fault.statusCode()).isEqualTo(400);
            assertThat(fault.body()).startsWith("{\"error\":\"The field 'prompt' is missing");
        }
    }

    @Test
    void withoutItTheTwoPathsAreNotServed() throws Exception {
        try (Packaged server = Packaged.open(Map.of("RUNNEL_MODEL", "embedded"))) {
            assertThat(send(HttpRequest.newBuilder(server.address().resolve("/ping"))).statusCode()).isEqualTo(404);
            assertThat(send(invocation(server, "{\"prompt\": \"Hello\"}")).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void itIsEnabledWhereRunnelsOwnCallsAreNot() throws Exception {
        try (Packaged server = Packaged.open(Map.of("RUNNEL_MODEL", "embedded", "RUNNEL_AGENTCORE_ENABLED", "true",
                "RUNNEL_HTTP_ENABLED", "false"))) {
            for (String off : List.of("/agents", "/openapi.json", "/q/health/live", "/runs")) {
                assertThat(send(HttpRequest.newBuilder(server.address().resolve(off))).statusCode()).as(off).isEqualTo(404);
            }
            assertThat(send(HttpRequest.newBuilder(server.address().resolve("/ping"))).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anAgentThatThereIsNoneOfFailsTheStart() throws Exception {
        Packaged wrong = Packaged.ended(Map.of("RUNNEL_MODEL", "embedded", "RUNNEL_AGENTCORE_ENABLED", "true",
                "RUNNEL_AGENTCORE_AGENT", "Nobody"));

        assertThat(wrong.err()).singleElement().asString().contains("runnel.agentcore.agent is Nobody", "Joker");
        assertThat(wrong.exitStatus(Duration.ZERO)).isEqualTo(2);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder invocation(Packaged server, String body) {
        return HttpRequest.newBuilder(server.address().resolve("/invocations")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
