package dev.runnel.deployed.knative;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Who calls. */
final class Client {

    static final String STREAM = "text/event-stream";
    static final String COLLECTED = "application/json";

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Client() {
    }

    /** Starts a run, and waits for the head of its answer. */
    static HttpResponse<InputStream> run(URI server, String accept) throws IOException, InterruptedException {
        return HTTP.send(request(server, accept), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Starts a run; the whole answer comes in its time. */
    static CompletableFuture<HttpResponse<String>> whole(URI server, String accept) {
        return HTTP.sendAsync(request(server, accept), HttpResponse.BodyHandlers.ofString());
    }

    /** As the kubelet asks whether the pod is ready: the status. */
    static int probe(URI server) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server).header("User-Agent", "kube-probe/1.35")
                .header("K-Network-Probe", "queue").timeout(LONGEST).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    static CompletableFuture<HttpResponse<String>> get(URI address) {
        return HTTP.sendAsync(HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(2)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static BufferedReader lines(HttpResponse<InputStream> answer) {
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The first line that contains the text. */
    static String until(BufferedReader lines, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(text)) {
                return line;
            }
            read.append(line).append('\n');
        }
        throw new AssertionError("The stream has ended without '" + text + "', after:\n" + read);
    }

    private static HttpRequest request(URI server, String accept) {
        return HttpRequest.newBuilder(server.resolve("/runs")).header("Content-Type", "application/json")
                .header("Accept", accept).timeout(LONGEST)
                .POST(HttpRequest.BodyPublishers.ofString("{\"agent\": \"Assistant\", \"input\": \"hi\"}")).build();
    }
}
