package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Delays;
import dev.runnel.testing.LogCapture;
import dev.runnel.testing.ScriptedServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a provider's socket to a client's socket, with everything between as it is in an application. */
@QuarkusTest
class WholePathTest {

    private static final String RUN = "{\"agent\": \"Wired\", \"input\": \"hi\"}";
    private static final String DELTA = "data: {\"type\":\"response.output_text.delta\",\"delta\":\"word \"}\n\n";
    private static final int ROUNDS = 9;

    @TestHTTPResource
    URI application;

    @Inject
    WiredAgents agents;

    @Inject
    OpenRuns openRuns;

    private ScriptedServer provider;

    @BeforeEach
    void start() throws IOException {
        provider = ScriptedServer.start();
        agents.callAt(provider.url());
    }

    @AfterEach
    void stop() throws IOException {
        provider.close();
    }

    @Test
    void anEventLeavesWhenItHappens() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        provider.then(model -> {
            model.eventStream().send(DELTA).stall(seen).send(DELTA);
            model.send("data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[]}}\n\n").end();
        });
        try (RawClient client = new RawClient(application).post("/runs", RUN)) {
            client.head();
            assertThat(client.until("\"word \"")).doesNotContain("response.completed");

            seen.countDown();

            assertThat(client.until("\"status\":\"completed\"")).contains("\"word \"");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aClientThatGoesAwayClosesTheModelsConnectionWithin50Milliseconds(boolean reset) throws Exception {
        Consumer<RawClient> leave = reset ? RawClient::reset : RawClient::close;
        Delays delays = new Delays();
        for (int round = 0; round < ROUNDS; round++) {
            provider.then(model -> model.eventStream().send(DELTA).untilPeerCloses());
            RawClient client = new RawClient(application).post("/runs", RUN);
            client.head();
            client.until("\"word \"");
            Conversation model = provider.conversation();

            long left = System.nanoTime();
            leave.accept(client);

            delays.add(left, model.peerClosed().get(10, TimeUnit.SECONDS).nanoTime());
        }
        delays.assertMedianWithin(Duration.ofMillis(50));
        Awaitility.await().untilAsserted(() -> assertThat(openRuns.count()).isZero());
    }

    @Test
    void aReaderThatStallsStopsTheReadingFromTheModelAndMayGoOn() throws Exception {
        byte[] piece = DELTA.repeat(50).getBytes(StandardCharsets.UTF_8);
        provider.then(model -> model.eventStream().flood(piece, 100_000_000));
        try (RawClient client = new RawClient(application, 8 * 1024).post("/runs", RUN)) {
            client.head();
            client.until("\"word \"");
            Conversation model = provider.conversation();

            long stopped = model.awaitStill();

            assertThat(stopped).as("bytes that the model could send to a reader that takes none").isLessThan(30_000_000);
            for (int i = 0; i < 2000; i++) {
                client.chunk();
            }
            Awaitility.await().until(() -> model.sent() > stopped);
        }
    }

    @Test
    void aProviderThatBreaksOffIsToldAsTheLastEvent() throws Exception {
        provider.then(model -> {
            model.eventStream().send(DELTA);
            model.reset();
        });
        try (LogCapture log = LogCapture.start(); RawClient client = new RawClient(application).post("/runs", RUN)) {
            client.head();
            String body = client.body();

            assertThat(body).contains("\"word \"").containsOnlyOnce("\"status\":\"failed\"")
                    .contains("\"error\":{\"type\":\"model_connection\"").endsWith("}}\n\n");
            log.assertSilent();
        }
    }

    @Test
    void whatTheProviderSaysOfInstructionsDoesNotReachTheClient() throws Exception {
        provider.then(model -> model.eventStream().send(
                "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"instructions\":\"secret\",\"output\":[]}}\n\n").end());
        try (RawClient client = new RawClient(application).post("/runs", RUN)) {
            client.head();

            assertThat(client.body()).contains("response.completed", "\"status\":\"completed\"").doesNotContain("secret");
        }
    }
}
