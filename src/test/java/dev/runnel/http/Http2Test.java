package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints over HTTP/2 without TLS, by prior knowledge. */
@QuarkusTest
class Http2Test {

    @Inject
    Vertx vertx;

    @Inject
    ScriptedAgents agents;

    @Inject
    OpenRuns open;

    @TestHTTPResource("/")
    URI server;

    private HttpClient client;

    @BeforeEach
    void connect() {
        client = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false).setHttp2MaxPoolSize(1));
    }

    @AfterEach
    void everyPlaceIsGivenBack() {
        client.close().toCompletionStage().toCompletableFuture().join();
        await().until(() -> open.taken() == 0 && open.count() == 0);
    }

    @ParameterizedTest
    @CsvSource({ "*/*,text/event-stream,run_updated_stream_event",
            "application/x-ndjson,application/x-ndjson,raw_response_event",
            "application/json,application/json;charset=UTF-8,new_items" })
    void aRunIsAnsweredInEachEncoding(String accept, String type, String contains) throws Exception {
        agents.model.answer(message("Hi there"));
        Answer answer = post(accept, "Scripted");
        assertThat(answer.head().version()).isEqualTo(HttpVersion.HTTP_2);
        assertThat(answer.head().statusCode()).isEqualTo(200);
        assertThat(answer.head().getHeader("content-type")).isEqualTo(type);
        assertThat(answer.body()).contains(contains, "\"final_output\":\"Hi there\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/event-stream", "application/x-ndjson", "application/json" })
    void aStreamThatIsResetCancelsItsRunAndTheConnectionServesTheNext(String accept) throws Exception {
        HttpClientRequest request = request(accept);
        request.send(body("Silent"));
        await().until(() -> open.count() == 1);
        request.reset();
        await().until(() -> open.taken() == 0 && open.count() == 0);

        Answer next = post(accept, "Nobody");
        assertThat(next.head().statusCode()).isEqualTo(404);
        assertThat(next.head().getHeader("content-type")).isEqualTo("application/problem+json");
        assertThat(next.body()).contains("There is no agent 'Nobody'");
    }

    @Test
    void aBodyThatIsTooLargeIsAProblemAndTheConnectionServesTheNext() throws Exception {
        assertThat(send("*/*", Buffer.buffer("x".repeat(1024 * 1024 + 1))).head().statusCode()).isEqualTo(413);
        assertThat(post("*/*", "Nobody").head().statusCode()).isEqualTo(404);
    }

    private Answer post(String accept, String agent) throws Exception {
        return send(accept, body(agent));
    }

    private Answer send(String accept, Buffer body) throws Exception {
        return request(accept).send(body)
                .compose(head -> head.body().map(bytes -> new Answer(head, bytes.toString())))
                .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private record Answer(HttpClientResponse head, String body) {
    }

    private HttpClientRequest request(String accept) throws Exception {
        return client.request(HttpMethod.POST, server.getPort(), "localhost", "/runs").toCompletionStage()
                .toCompletableFuture().get(10, TimeUnit.SECONDS)
                .putHeader("Accept", accept).putHeader("Content-Type", "application/json");
    }

    private static Buffer body(String agent) {
        return Buffer.buffer("{\"agent\":\"" + agent + "\",\"input\":\"x\"}");
    }
}
