package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.model.ResponseTextDeltaEvent;
import io.smallrye.mutiny.Multi;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the endpoints over HTTP/2, in whatever way it was agreed on. All requests of a test use one connection. */
abstract class Http2Contract {

    private static final int STREAM_WINDOW = 64 * 1024;

    @Inject
    Vertx vertx;

    @Inject
    ScriptedAgents agents;

    @Inject
    StreamedEndpoints endpoints;

    @Inject
    OpenRuns open;

    private HttpClient client;

    /** Where the server is. */
    abstract URI server();

    /** How the client comes to HTTP/2. */
    abstract HttpClientOptions agreeing(HttpClientOptions options);

    @BeforeEach
    void connect() {
        HttpClientOptions options = new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2MaxPoolSize(1)
                .setHttp2ConnectionWindowSize(64 * STREAM_WINDOW);
        options.getInitialSettings().setInitialWindowSize(STREAM_WINDOW);
        client = vertx.createHttpClient(agreeing(options));
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
        assertThat(answer.head().headers().names()).doesNotContain("transfer-encoding", "connection");
        assertThat(answer.body()).contains(contains, "\"final_output\":\"Hi there\"");
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/event-stream", "application/x-ndjson" })
    void eachEventLeavesWhenItHappens(String accept) throws Exception {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        agents.model.turns(answer(message("one two")).inDeltas(2)
                .waitingBefore(ResponseTextDeltaEvent.class::isInstance, goOn));
        Reader reader = new Reader(request(accept), "Scripted");
        await().until(() -> reader.text().contains("content_part.added"));
        assertThat(reader.text()).contains("\"sequence_number\":0").doesNotContain("output_text.delta");
        goOn.complete(null);
        reader.end();
        assertThat(reader.text()).contains("output_text.delta", "\"final_output\":\"one two\"");
        assertThat(reader.pieces()).hasSizeGreaterThan(1);
    }

    @Test
    void oneConnectionCarriesManyStreamsAtATime() throws Exception {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        int count = 12;
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            agents.model.turns(answer(message("one two")).inDeltas(2)
                    .waitingBefore(ResponseTextDeltaEvent.class::isInstance, goOn));
            readers.add(new Reader(request(i % 2 == 0 ? "text/event-stream" : "application/x-ndjson"), "Scripted"));
        }
        await().until(() -> readers.stream().allMatch(reader -> reader.text().contains("content_part.added")));
        assertThat(open.count()).isEqualTo(count);
        assertThat(readers).extracting(Reader::connection).containsOnly(readers.get(0).connection());
        goOn.complete(null);
        for (Reader reader : readers) {
            reader.end();
            assertThat(reader.text()).containsOnlyOnce("\"final_output\":\"one two\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/event-stream", "application/x-ndjson", "application/json" })
    void aStreamThatIsResetCancelsItsRunAndTheConnectionServesTheNext(String accept) throws Exception {
        HttpClientRequest request = request(accept);
        request.response().onSuccess(response -> response.exceptionHandler(reset -> { }));
        request.send(body("Silent"));
        await().until(() -> open.count() == 1);
        await().until(() -> request.version() == HttpVersion.HTTP_2); // an upgrade that the client knows of, too
        request.reset();
        await().until(() -> open.taken() == 0 && open.count() == 0);

        Answer next = post(accept, "Nobody");
        assertThat(next.head().request().connection()).isSameAs(request.connection());
        assertThat(next.head().statusCode()).isEqualTo(404);
        assertThat(next.head().getHeader("content-type")).isEqualTo("application/problem+json");
        assertThat(next.body()).contains("There is no agent 'Nobody'");
    }

    @Test
    void aConnectionThatIsClosedCancelsAllItsRuns() throws Exception {
        HttpClientRequest request = request("*/*");
        request.send(body("Silent"));
        request("application/x-ndjson").send(body("Silent"));
        request("application/json").send(body("Silent"));
        await().until(() -> open.count() == 3);
        request.connection().close();
        await().until(() -> open.taken() == 0 && open.count() == 0);
    }

    @Test
    void aBodyThatIsTooLargeIsAProblemAndTheConnectionServesTheNext() throws Exception {
        assertThat(send("*/*", Buffer.buffer("x".repeat(1024 * 1024 + 1))).head().statusCode()).isEqualTo(413);
        assertThat(post("*/*", "Nobody").head().statusCode()).isEqualTo(404);
    }

    @Test
    void headHasNoBodyAndOptionsTellTheMethod() throws Exception {
        Answer head = empty(HttpMethod.HEAD, "/agents");
        assertThat(head.head().statusCode()).isEqualTo(200);
        assertThat(head.head().getHeader("content-type")).startsWith("application/json");
        assertThat(head.body()).isEmpty();
        Answer refused = empty(HttpMethod.HEAD, "/runs");
        assertThat(refused.head().statusCode()).isEqualTo(405);
        assertThat(refused.head().getHeader("allow")).isEqualTo("POST");
        assertThat(refused.body()).isEmpty();
        Answer options = empty(HttpMethod.OPTIONS, "/runs");
        assertThat(options.head().statusCode()).isEqualTo(200);
        assertThat(options.head().getHeader("allow")).isEqualTo("POST, OPTIONS");
        assertThat(open.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1000, 1024 * 1024 })
    void aStalledReaderStopsTheDemandOfItsStreamAlone(int size) throws Exception {
        String text = "x".repeat(size);
        AtomicLong emitted = new AtomicLong();
        AtomicLong asked = new AtomicLong();
        endpoints.serve(() -> Multi.createFrom().range(0, Integer.MAX_VALUE)
                .onRequest().invoke(asked::addAndGet)
                .map(number -> {
                    emitted.incrementAndGet();
                    return StreamedEndpoints.event(number, text);
                }));
        HttpClientResponse stalled = request(HttpMethod.GET, "/test/streamed", "*/*")
                .compose(request -> request.send()).map(HttpClientResponse::pause)
                .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        long[] before = { -1 };
        await().pollInterval(300, TimeUnit.MILLISECONDS).atMost(20, TimeUnit.SECONDS).until(() -> {
            long last = before[0];
            before[0] = emitted.get();
            return last == before[0] && last > 0;
        });
        assertThat(emitted).hasValue(asked.get());
        // the stream's window here and the writer's there, and events that were larger than thought
        assertThat(emitted.get() * size).isLessThan(STREAM_WINDOW + Window.BYTES + 5L * 1024 * 1024);

        assertThat(post("*/*", "Nobody").head().request().connection()).isSameAs(stalled.request().connection());

        long stopped = emitted.get();
        stalled.handler(bytes -> { });
        stalled.resume();
        await().until(() -> emitted.get() > stopped + 10);
        stalled.exceptionHandler(reset -> { });
        stalled.request().reset();
        await().until(() -> {
            long last = before[0];
            before[0] = emitted.get();
            return last == before[0];
        });
    }

    private Answer post(String accept, String agent) throws Exception {
        return send(accept, body(agent));
    }

    private Answer empty(HttpMethod method, String path) throws Exception {
        return request(method, path, "*/*").compose(HttpClientRequest::send).compose(Answer::of)
                .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Answer send(String accept, Buffer body) throws Exception {
        HttpClientRequest request = request(accept);
        // before the request is sent: a body that comes before somebody asks for it is gone
        Future<Answer> answer = request.response().compose(Answer::of);
        request.send(body);
        return answer.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private HttpClientRequest request(String accept) throws Exception {
        return request(HttpMethod.POST, "/runs", accept).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS)
                .putHeader("Content-Type", "application/json");
    }

    private Future<HttpClientRequest> request(HttpMethod method, String path, String accept) {
        return client.request(method, server().getPort(), "localhost", path)
                .map(request -> request.putHeader("Accept", accept));
    }

    private static Buffer body(String agent) {
        return Buffer.buffer("{\"agent\":\"" + agent + "\",\"input\":\"x\"}");
    }

    private record Answer(HttpClientResponse head, String body) {

        static Future<Answer> of(HttpClientResponse head) {
            return head.body().map(bytes -> new Answer(head, bytes.toString()));
        }
    }

    /** Reads a stream as it comes. */
    private static final class Reader {

        private final HttpClientRequest request;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final List<String> pieces = new CopyOnWriteArrayList<>();

        Reader(HttpClientRequest request, String agent) {
            this.request = request;
            request.response().onFailure(ended::completeExceptionally).onSuccess(response -> response
                    .handler(piece -> pieces.add(piece.toString()))
                    .endHandler(end -> ended.complete(null))
                    .exceptionHandler(ended::completeExceptionally));
            request.send(body(agent));
        }

        HttpConnection connection() {
            return request.connection();
        }

        List<String> pieces() {
            return pieces;
        }

        String text() {
            return String.join("", pieces);
        }

        void end() throws Exception {
            ended.get(10, TimeUnit.SECONDS);
        }
    }
}
