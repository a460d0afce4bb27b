package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies beyond the server's own limit, which is smaller here than ours. */
@QuarkusTest
@TestProfile(BodyLimitTest.Settings.class)
class BodyLimitTest {

    private static final int BYTES = 40 * 1024;
    private static final String RUN = "{\"agent\":\"Scripted\",\"input\":\"x\"}";
    private static final String PROBLEM = "\"allowed\":\"at most 40960 bytes\"";

    public static final class Settings implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.http.limits.max-body-size", "40K", "runnel.http.max-input-size", "80M");
        }
    }

    @Inject
    Vertx vertx;

    @Inject
    ScriptedAgents agents;

    @Inject
    OpenRuns open;

    @TestHTTPResource("/")
    URI server;

    @AfterEach
    void everyPlaceIsGivenBack() {
        await().until(() -> open.taken() == 0 && open.count() == 0);
    }

    /** The largest ones are more than the connection holds: they can be written only because somebody reads them. */
    @ParameterizedTest
    @ValueSource(ints = { BYTES + 1, 2 * BYTES, 30 * 1024 * 1024 })
    void aBodyThatTellsThatItIsTooLargeIsAProblemAndTheNextClientIsServed(int size) {
        try (RawClient client = new RawClient(server).post("/runs", body(size))) {
            refused(client);
        }
        served();
    }

    @ParameterizedTest
    @ValueSource(ints = { BYTES + 1, 2 * BYTES, 30 * 1024 * 1024 })
    void aBodyThatDoesNotTellItsLengthIsAProblemAndTheNextClientIsServed(int size) {
        try (RawClient client = new RawClient(server).sendChunks("/runs",
                Integer.toHexString(size) + "\r\n" + body(size) + "\r\n0\r\n\r\n")) {
            refused(client);
        }
        served();
    }

    @Test
    void aClientThatSendsWithoutEndIsCutOff() {
        try (RawClient client = new RawClient(server).sendChunks("/runs", "7fffffff\r\n" + body(2 * BYTES))) {
            refused(client);
        }
        try (RawClient client = new RawClient(server).send("POST", "/runs", "", "Content-Type: application/json",
                "Content-Length: 99999999999")) {
            refused(client);
        }
        served();
    }

    @Test
    void aBodyOfTheLargestSizeIsServed() {
        agents.model.answer(message("Hi"));
        try (RawClient client = new RawClient(server).post("/runs", body(BYTES))) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.body()).contains("\"status\":\"completed\"");
        }
        agents.model.answer(message("Hi"));
        try (RawClient client = new RawClient(server).sendChunks("/runs",
                Integer.toHexString(BYTES) + "\r\n" + body(BYTES) + "\r\n0\r\n\r\n")) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.body()).contains("\"status\":\"completed\"");
        }
    }

    @Test
    void whatIsNotOursIsLeftToQuarkus() {
        try (RawClient client = new RawClient(server).post("/other/runs", body(2 * BYTES))) {
            assertThat(client.head()).startsWith("HTTP/1.1 413 ").doesNotContain("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void overHttp2TheConnectionServesTheNext(boolean telling) throws Exception {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false).setHttp2MaxPoolSize(1));
        try {
            HttpConnection connection = null;
            for (int size : new int[] { BYTES + 1, 2 * BYTES, 3 * 1024 * 1024, 3 * 1024 * 1024 }) {
                HttpClientRequest request = get(client.request(HttpMethod.POST, server.getPort(), "localhost", "/runs"));
                assertThat(connection == null || connection == request.connection()).isTrue();
                connection = request.connection();
                request.putHeader("Content-Type", "application/json").exceptionHandler(reset -> { });
                if (telling) {
                    request.putHeader("Content-Length", String.valueOf(size));
                } else {
                    request.setChunked(true);
                }
                Future<Buffer> answer = request.response().map(BodyLimitTest::refused).compose(HttpClientResponse::body);
                Future<Void> sent = request.end(body(size));
                assertThat(get(answer).toString()).contains(PROBLEM);
                get(sent);
            }
            agents.model.answer(message("Hi"));
            HttpClientRequest request = get(client.request(HttpMethod.POST, server.getPort(), "localhost", "/runs"));
            assertThat(request.connection()).isSameAs(connection);
            request.putHeader("Content-Type", "application/json");
            assertThat(get(request.send(body(BYTES)).compose(HttpClientResponse::body)).toString())
                    .contains("\"status\":\"completed\"");
        } finally {
            get(client.close());
        }
    }

    private static HttpClientResponse refused(HttpClientResponse response) {
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.getHeader("content-type")).isEqualTo("application/problem+json");
        assertThat(response.getHeader("connection")).isNull();
        return response;
    }

    private static void refused(RawClient client) {
        String head = client.head();
        assertThat(head).startsWith("HTTP/1.1 413 ").containsIgnoringCase("Content-Type: application/problem+json\r\n")
                .containsIgnoringCase("Connection: close\r\n");
        assertThat(client.bodyOf(head)).contains(PROBLEM);
        client.awaitClose();
    }

    private void served() {
        agents.model.answer(message("Hi"));
        try (RawClient client = new RawClient(server).post("/runs", RUN)) {
            assertThat(client.head()).startsWith("HTTP/1.1 200 ");
            assertThat(client.body()).contains("\"status\":\"completed\"");
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** A request of exactly this many bytes. */
    private static String body(int size) {
        return RUN.replace("\"x\"", "\"" + "x".repeat(size - RUN.length() + 1) + "\"");
    }
}
