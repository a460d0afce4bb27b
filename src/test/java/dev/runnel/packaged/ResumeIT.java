package dev.runnel.packaged;

import static dev.runnel.model.scripted.ScriptedItems.mcpApprovalRequest;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.testing.ModelScript;
import dev.runnel.testing.Packaged;
import dev.runnel.testing.ScriptedServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run that one process has begun is resumed by another one, which has nothing of it but the key. */
class ResumeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEW = "new:" + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());
    private static final String OLD = "old:" + Base64.getEncoder().encodeToString("fedcba9876543210".getBytes());

    @Test
    void anotherProcessGoesOnWithTheRunAlsoWhenTheKeysHaveChangedMeanwhile() throws Exception {
        String state;
        try (Packaged first = open(OLD)) {
            JsonNode interrupted = run(first, 200, "{\"agent\":\"Mailer\",\"input\":\"Tell Ann that the tea is ready\"}");
            assertThat(interrupted.path("status").asText()).isEqualTo("interrupted");
            state = "\"state\":\"" + interrupted.path("state").asText() + "\",\"approvals\":[{\"call_id\":\""
                    + interrupted.at("/interruptions/0/raw_item/call_id").asText() + "\",\"approve\":true}]";
        }
        try (Packaged second = open(NEW + "," + OLD)) {
            JsonNode completed = run(second, 200, "{\"agent\":\"Mailer\"," + state + "}");
            assertThat(completed.path("status").asText()).isEqualTo("completed");
            assertThat(completed.path("new_items").toString()).contains("Sent to");
            assertThat(run(second, 409, "{\"agent\":\"Mailer\"," + state + "}").path("detail").asText())
                    .contains("used already");
        }
        try (Packaged third = open(NEW)) {
            assertThat(run(third, 400, "{\"agent\":\"Mailer\"," + state + "}").path("detail").asText())
                    .contains("none that this server has given away");
        }
    }

    @Test
    void whatAnMcpServerOfTheProvidersAsksForWaitsInTheSameWay() throws Exception {
        try (ScriptedServer provider = ScriptedServer.start().then(
                ModelScript.of(ScriptedTurn.answer(mcpApprovalRequest("mcpr_1", "docs", "read", "{}"))),
                ModelScript.of(ScriptedTurn.answer(message("done"))));
                Packaged server = Packaged.open(Map.of("OPENAI_BASE_URL", provider.url(), "OPENAI_API_KEY", "none",
                        "RUNNEL_HTTP_STATE_KEYS", NEW))) {
            JsonNode interrupted = run(server, 200, "{\"agent\":\"Assistant\",\"input\":\"hi\"}");
            assertThat(interrupted.at("/interruptions/0/raw_item/name").asText()).isEqualTo("read");
            JsonNode completed = run(server, 200, "{\"agent\":\"Assistant\",\"state\":\"" + interrupted.path("state").asText()
                    + "\",\"approvals\":[{\"call_id\":\"mcpr_1\",\"approve\":false,\"message\":\"secret\"}]}");

            assertThat(completed.path("final_output").asText()).isEqualTo("done");
            assertThat(provider.requests().get(1).text()).contains(
                    "{\"type\":\"mcp_approval_response\",\"approval_request_id\":\"mcpr_1\",\"approve\":false,\"reason\":\"secret\"}");
        }
    }

    @Test
    void aWrongKeyFailsTheStartAndIsNotShown() throws Exception {
        try (Packaged refused = Packaged.ended(Map.of("RUNNEL_MODEL", "embedded", "RUNNEL_HTTP_STATE_KEYS", "k1:c2VjcmV0"))) {
            assertThat(refused.exitStatus(Duration.ofSeconds(30))).isEqualTo(2);
            assertThat(refused.err()).anyMatch(line -> line.startsWith(
                    "runnel.http.state.keys has a key of 6 bytes, with the id 'k1', it must be id:key"));
            assertThat(refused.err() + "" + refused.out()).doesNotContain("c2VjcmV0");
        }
    }

    private static Packaged open(String keys) throws Exception {
        return Packaged.open(Map.of("RUNNEL_MODEL", "embedded", "RUNNEL_EMBEDDED_WORDS_PER_SECOND", "0",
                "RUNNEL_HTTP_STATE_KEYS", keys));
    }

    private static JsonNode run(Packaged server, int status, String body) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(server.address().resolve("/runs")).header("Content-Type", "application/json")
                        .header("Accept", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }
}
