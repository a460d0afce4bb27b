package dev.runnel.model.embedded;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sse.SseDecoder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EmbeddedServerTest {

    private static Vertx vertx;
    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedServer server;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void itIsOpenedOnFirstUseAndOnce() {
        server = server(0);
        var url = server.baseUrl();
        assertThat(server.isOpen()).isFalse();

        String first = url.await().indefinitely();

        assertThat(first).matches("http://127\\.0\\.0\\.1:\\d+/v1");
        assertThat(url.await().indefinitely()).isEqualTo(first);
        assertThat(server.isOpen()).isTrue();
    }

    @Test
    void itListensOnLoopbackOnly() throws IOException {
        server = server(0);
        int port = URI.create(open()).getPort();

        assertThat(reaches("127.0.0.1", port)).isTrue();
        for (InetAddress other : NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress()).toList()) {
            assertThat(reaches(other.getHostAddress(), port)).as(other.toString()).isFalse();
        }
    }

    @Test
    void aStreamIsACompleteSequenceAndEveryFrameIsNamedAfterItsEvent() throws Exception {
        server = server(0);

        HttpResponse<byte[]> response = post(Requests.user("Please tell me 100 jokes."));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream; charset=utf-8");
        Oracle.prove(events(response.body()));
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).startsWith("event: response.created\ndata: {");
    }

    @Test
    void withoutStreamItAnswersTheResponse() throws Exception {
        server = server(1); // what is not streamed has no pace

        HttpResponse<byte[]> response = post(Requests.user("Tell me a joke").with("stream", "false"));

        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(Oracle.proveResponse(Tree.parse(response.body())).path("output")).hasSize(1);
    }

    @Test
    void theWordsComeAtTheirPace() throws Exception {
        server = server(100);
        open();
        long start = System.nanoTime();

        List<JsonNode> events = events(post(Requests.user("Hello")).body());

        long words = events.stream().filter(event -> event.path("type").asText().endsWith(".delta")).count();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(10 * words));
        assertThat(words).isGreaterThan(10);
        Oracle.prove(events);
    }

    @Test
    void whatIsNotStreamedFailsToo() throws Exception {
        server = server(0);

        assertThat(post(Requests.user("Hello [fail 418]").with("stream", "false")).statusCode()).isEqualTo(418);
        HttpResponse<byte[]> failed = post(Requests.user("Hello [fail]").with("stream", "false"));
        assertThat(Tree.parse(failed.body()).path("status").textValue()).isEqualTo("failed");
        assertThatThrownBy(() -> post(Requests.user("Hello [cut]").with("stream", "false"))).isInstanceOf(IOException.class);
    }

    @Test
    void aClientThatGoesAwayBeforeADelayedAnswerIsNotAnswered() throws Exception {
        server = server(0);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(rawRequest(Requests.user("Hello [delay 1s]")));
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(post(Requests.user("Hello")).statusCode()).isEqualTo(200);
        assertThat(server.openStreams()).isZero();
    }

    @Test
    void faultsAreOfOpenAisShape() throws Exception {
        server = server(0);

        assertFault(send("POST", "/responses", "{\"input\":"), 400, "We could not parse");
        assertFault(send("POST", "/responses", "{\"input\":\"a\"} {}"), 400, "We could not parse");
        assertFault(send("POST", "/responses", ""), 400, "We could not parse");
        assertFault(send("POST", "/responses", "{}"), 400, "Missing required parameter: 'input'.");
        assertFault(send("POST", "/chat/completions", "{}"), 404, "Invalid URL (POST /v1/chat/completions)");
        assertFault(send("GET", "/responses", ""), 404, "Invalid URL (GET /v1/responses)");
    }

    @Test
    void aRequestThatIsTooLargeIsRejected() throws Exception {
        server = server(0);

        String body = " ".repeat(ResponsesHandler.LARGEST_REQUEST + 1);

        assertFault(send("POST", "/responses", body), 413, "The request is larger");
    }

    @Test
    void aClientThatGoesAwayEndsItsStream() throws Exception {
        server = server(0.5);

        try (Socket socket = connect()) {
            socket.getOutputStream().write(rawRequest(Requests.user("Hello")));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            assertThat(server.openStreams()).isEqualTo(1);
        }

        await().atMost(5, SECONDS).until(() -> server.openStreams() == 0);
    }

    @Test
    void aReaderThatStallsHoldsUpTheWritingAndGetsAllInTheEnd() throws Exception {
        server = server(0);
        String large = "x".repeat(12 * 1024 * 1024); // twice in the first events, more than all buffers between take

        try (Socket socket = connect()) {
            socket.getOutputStream().write(rawRequest(Requests.user("Hello").instructions(large)));
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            assertThat(server.openStreams()).isEqualTo(1);
            int last = 0;
            long read = 1;
            byte[] buffer = new byte[64 * 1024];
            while (server.openStreams() == 1 && (last = in.read(buffer)) > 0) {
                read += last;
            }
            assertThat(read).isGreaterThan(2L * large.length());
        }
    }

    @Test
    void fiftyAtOnceAreAllServed() {
        server = server(200);
        String url = open();

        List<CompletableFuture<HttpResponse<byte[]>>> answers = Stream.generate(() -> Requests.user("Tell me 2 jokes"))
                .limit(50).map(request -> client.sendAsync(request(url, request), HttpResponse.BodyHandlers.ofByteArray()))
                .toList();

        assertThat(answers).allSatisfy(answer -> Oracle.prove(events(answer.join().body())));
        await().atMost(5, SECONDS).until(() -> server.openStreams() == 0);
    }

    @Test
    void closingItEndsOpenStreamsAndItIsNotOpenedAgain() throws Exception {
        server = server(0.5);
        try (Socket socket = connect()) {
            socket.getOutputStream().write(rawRequest(Requests.user("Hello")));
            assertThat(socket.getInputStream().read()).isEqualTo('H');

            assertThat(server.close()).isTrue();

            socket.getInputStream().readAllBytes(); // ends
            await().atMost(5, SECONDS).until(() -> server.openStreams() == 0);
        }
        assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class).hasMessage("The embedded model is closed");
    }

    @Test
    void aPortThatIsTakenFailsAndIsTriedAgain() {
        server = server(0);
        int port = URI.create(open()).getPort();
        EmbeddedServer second = new EmbeddedServer(vertx, new EmbeddedSettings(port, 0, Duration.ZERO), answers());
        try {
            assertThatThrownBy(() -> second.baseUrl().await().indefinitely()).hasMessageContaining("Address already in use");
            server.close();
            assertThat(second.baseUrl().await().indefinitely()).isEqualTo("http://127.0.0.1:" + port + "/v1");
        } finally {
            second.close();
        }
    }

    @Test
    void aSubscriberOnAContextIsCalledThere() {
        server = server(0);
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Context> calledOn = new CompletableFuture<>();

        context.runOnContext(go -> server.baseUrl().subscribe().with(url -> calledOn.complete(Vertx.currentContext()),
                calledOn::completeExceptionally));

        assertThat(calledOn.join()).isSameAs(context);
    }

    private EmbeddedServer server(double wordsPerSecond) {
        return new EmbeddedServer(vertx, new EmbeddedSettings(0, wordsPerSecond, Duration.ZERO), answers());
    }

    private static Answers answers() {
        return new Answers(Clock.systemUTC(), Ids.random());
    }

    private String open() {
        return server.baseUrl().await().indefinitely();
    }

    private HttpResponse<byte[]> post(Requests request) throws Exception {
        return client.send(request(open(), request), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(open() + path)).version(HttpClient.Version.HTTP_1_1)
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest request(String url, Requests request) {
        return HttpRequest.newBuilder(URI.create(url + "/responses"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(Tree.bytes(request.json()))).build();
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", URI.create(open()).getPort());
    }

    private static byte[] rawRequest(Requests request) {
        byte[] body = Tree.bytes(request.json());
        return ("POST /v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n\r\n"
                + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static List<JsonNode> events(byte[] stream) {
        List<JsonNode> events = new ArrayList<>();
        SseDecoder decoder = new SseDecoder();
        decoder.decode(stream, 0, stream.length, record -> {
            JsonNode event = Requests.json(new String(record.data(), StandardCharsets.UTF_8));
            assertThat(event.path("type").textValue()).isEqualTo(new String(record.event(), StandardCharsets.US_ASCII));
            events.add(event);
        });
        assertThat(decoder.isTruncated()).isFalse();
        return events;
    }

    private static boolean reaches(String host, int port) {
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void assertFault(HttpResponse<byte[]> response, int status, String message) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = Tree.parse(response.body()).path("error");
        assertThat(error.path("message").textValue()).startsWith(message);
        assertThat(error.path("type").textValue()).isEqualTo("invalid_request_error");
        assertThat(error.has("param") && error.has("code")).isTrue();
    }
}
