package com.acme.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who runs agents over HTTP.
 *
 * @param runs where
 * @param name who; nobody is anonymous
 */
record Visitor(URI runs, Optional<String> name) {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    /**
     * What a run said.
     *
     * @param outputs of its tools, as they were ready
     * @param status how it ended
     * @param text all of it
     */
    record Told(List<JsonNode> outputs, String status, String text) {

        /** Every output as text. */
        List<String> words() {
            return outputs.stream().map(JsonNode::asText).toList();
        }
    }

    Told run(String agent, String input, String... headers) {
        return start(agent, input, headers).join();
    }

    /** Runs an agent; its name and the input need no escapes in JSON. */
    CompletableFuture<Told> start(String agent, String input, String... headers) {
        return send("{\"agent\":\"" + agent + "\",\"input\":\"" + input + "\"}", headers);
    }

    /** Goes on with a session. */
    CompletableFuture<Told> goOn(String session, String agent, String input) {
        return send("{\"agent\":\"" + agent + "\",\"input\":\"" + input + "\",\"session_id\":\"" + session + "\"}");
    }

    private CompletableFuture<Told> send(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(runs).timeout(LONGEST_ANSWER)
                .header("Content-Type", "application/json").header("Accept", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        name.ifPresent(known -> request.header("Authorization", "Basic " + credentials(known)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).thenApply(Visitor::told);
    }

    private static Told told(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        List<JsonNode> events = answer.body().lines().map(Visitor::json).toList();
        List<JsonNode> outputs = events.stream().filter(event -> event.path("name").asText().equals("tool_output"))
                .map(event -> event.path("item").path("output")).toList();
        return new Told(outputs, events.get(events.size() - 1).path("status").asText(), answer.body());
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String credentials(String name) {
        return Base64.getEncoder().encodeToString((name + ":" + Callers.password(name)).getBytes(StandardCharsets.UTF_8));
    }
}
