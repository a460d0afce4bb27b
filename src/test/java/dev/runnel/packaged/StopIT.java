package dev.runnel.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Packaged;
import dev.runnel.testing.ScriptedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How the process ends when it is told to. */
class StopIT {

    private static final String RUN = "{\"agent\": \"Assistant\", \"input\": \"hi\"}";
    private static final String DELTA = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"word \"}\n\n";
    private static final String END = "data: {\"type\":\"response.completed\","
            + "\"response\":{\"id\":\"r\",\"output\":[]}}\n\n";
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void readinessGoesDownAndNoRunBeginsAndAnOpenRunIsCancelledAfterItsTime() throws Exception {
        try (ScriptedServer model = ScriptedServer.start()
                .always(call -> call.eventStream().send(DELTA).untilPeerCloses());
                Packaged server = open(model, "30s", "5s");
                BufferedReader run = lines(begin(server))) {
            assertThat(get(server, "/q/health/ready").statusCode()).isEqualTo(200);
            until(run, "\"word \"");

            server.terminate();

            HttpResponse<String> ready = await().atMost(Duration.ofSeconds(4)).until(
                    () -> get(server, "/q/health/ready"), answer -> answer.statusCode() == 503);
            assertThat(ready.body()).isEqualTo("{\"status\":\"DOWN\",\"checks\":[]}");
            assertThat(get(server, "/q/health/live").body()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
            HttpResponse<String> refused = client.send(post(server), HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.body()).contains("The server is being stopped");
            assertThat(until(run, "\"status\":\"cancelled\"")).contains("\"reason\":\"shutdown\"");
            assertThat(run.lines()).as("after the last event").allMatch(String::isEmpty);
            assertThat(server.exitStatus(LONGEST)).isZero();
            assertThat(server.out()).anyMatch(line -> line.contains("1 open runs have 5000 ms to end by themselves"));
        }
    }

    @Test
    void aRunThatEndsInItsTimeIsCompletedAndNothingIsWaitedForLonger() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (ScriptedServer model = ScriptedServer.start()
                .always(call -> call.eventStream().send(DELTA).stall(told).send(END).end());
                Packaged server = open(model, "10m", "5m");
                BufferedReader run = lines(begin(server))) {
            until(run, "\"word \"");
            server.terminate();
            await().until(() -> get(server, "/q/health/ready").statusCode() == 503);

            told.countDown();

            assertThat(until(run, "\"status\":\"completed\"")).contains("response.completed");
            assertThat(server.exitStatus(LONGEST)).isZero();
        }
    }

    @Test
    void withNothingToDoItEndsAtOnceWithStatus0() throws Exception {
        try (Packaged server = Packaged.open(Map.of("RUNNEL_MODEL", "embedded", "RUNNEL_SHUTDOWN_BUDGET", "10m"))) {
            server.terminate();

            assertThat(server.exitStatus(LONGEST)).isZero();
            assertThat(server.out()).anyMatch(line -> line.contains("runnel stopped in"));
            assertThat(server.err()).isEmpty();
        }
    }

    @Test
    void theBudgetHoldsWhateverIsNotDone() throws Exception {
        try (Packaged server = Packaged.open(Map.of("RUNNEL_MODEL", "embedded", "RUNNEL_SHUTDOWN_BUDGET", "1s",
                "QUARKUS_SHUTDOWN_DELAY", "10m"))) {
            server.terminate();

            assertThat(server.exitStatus(LONGEST)).isZero();
            assertThat(server.out()).anyMatch(line -> line.contains("longer than runnel.shutdown.budget, 1000 ms"));
        }
    }

    @Test
    void toldASecondTimeItEndsAtOnce() throws Exception {
        try (Packaged server = Packaged.open(Map.of("RUNNEL_MODEL", "embedded", "RUNNEL_SHUTDOWN_BUDGET", "10m",
                "QUARKUS_SHUTDOWN_DELAY", "10m"))) {
            server.terminate();
            await().until(() -> get(server, "/q/health/ready").statusCode() == 503);

            server.terminate();

            assertThat(server.exitStatus(LONGEST)).isEqualTo(143);
        }
    }

    private static Packaged open(ScriptedServer model, String budget, String grace) throws Exception {
        return Packaged.open(Map.of("OPENAI_BASE_URL", model.url(), "RUNNEL_SHUTDOWN_BUDGET", budget,
                "RUNNEL_SHUTDOWN_GRACE", grace));
    }

    private InputStream begin(Packaged server) throws Exception {
        return client.send(post(server), HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    private HttpResponse<String> get(Packaged server, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.address().resolve(path)).timeout(LONGEST).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest post(Packaged server) {
        return HttpRequest.newBuilder(server.address().resolve("/runs")).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(RUN)).build();
    }

    private static BufferedReader lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** All lines to the first that contains {@code text}, with that one. */
    private static String until(BufferedReader lines, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.append(line).append('\n');
            if (line.contains(text)) {
                return read.toString();
            }
        }
        throw new AssertionError("The stream has ended without '" + text + "', after:\n" + read);
    }
}
