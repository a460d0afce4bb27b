package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ModelTimeoutException;
import dev.runnel.model.ModelTimeoutException.Phase;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.LogCapture;
import dev.runnel.testing.PrivateAuthority;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedServer;
import dev.runnel.testing.provider.OtherProvider;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ModelClientProfile.class)
class FailedCallTest {

    private static final String KEY = ModelClientProfile.KEY;

    @Inject
    @RestClient
    ModelApi api;

    @Inject
    @RestClient
    NarrowApi narrow;

    @Inject
    @RestClient
    OtherProvider other;

    @Inject
    @RestClient
    TrustingApi trusting;

    @Inject
    @RestClient
    StoredApi stored;

    @Inject
    Config config;

    @Inject
    Vertx vertx;

    private ScriptedServer server;
    private LogCapture log;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start();
        log = LogCapture.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        log.close();
        log.assertSilent();
    }

    private Multi<Buffer> call() {
        return call("model", api, Timeouts.LONG, server.url());
    }

    private Multi<Buffer> call(String configKey, ModelApi api, ModelTimeouts timeouts, String url) {
        return new ModelClient(configKey, api, timeouts, config, vertx).at(url).responses("{}".getBytes(StandardCharsets.UTF_8));
    }

    private <T extends AgentsException> T failure(Class<T> type, Script script) throws Exception {
        server.then(script);
        return Reader.of(call(), 0).awaitFailure(type); // a refusal needs no demand
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "400 | application/json | {\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}} | no such model",
        "401 | application/json | {\"error\":\"who are you?\"}                                            | who are you?",
        "403 | application/json | {\"message\":\"not here\"}                                              | not here",
        "422 | application/json | {\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\"}]}          | field required",
        "429 | text/html        | <html><h1>Slow down</h1><p>please</html>                                | Slow down please",
        "500 | text/plain       | it broke                                                                | it broke",
    })
    void aRefusalHasTheStatusAndTheProvidersWords(int status, String type, String body, String words) throws Exception {
        ModelHttpException failure = failure(ModelHttpException.class, Script.answer(status, type, body, "x-request-id: r-1"));
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.providerMessage()).isEqualTo(words);
        assertThat(failure.requestId()).contains("r-1");
        assertThat(failure.errorType()).isEqualTo("model_http");
        assertThat(failure).hasMessage("The model answered " + status + ": " + words + " (request r-1)");
    }

    /** What the client's pool does when a connection closes at the very moment in which it is handed out. */
    private final class Closing implements ModelApi {

        private int times;

        Closing(int times) {
            this.times = times;
        }

        @Override
        public Uni<RestResponse<InputStream>> responses(String base, StreamingOutput exchange) {
            return times-- > 0
                    ? Uni.createFrom().failure(new ProcessingException(new HttpClosedException("Connection was closed")))
                    : api.responses(base, exchange);
        }

        @Override
        public Uni<RestResponse<InputStream>> chatCompletions(String base, StreamingOutput exchange) {
            return api.chatCompletions(base, exchange);
        }
    }

    @Test
    void aConnectionThatClosesBeforeAnythingIsSentIsReplacedByAnother() throws Exception {
        server.always(Script.events("data: 1\n\n"));
        Multi<Buffer> call = new ModelClient("model", new Closing(3), Timeouts.LONG, config, vertx).at(server.url())
                .responses(new byte[] {'{', '}'});

        assertThat(Reader.of(call).awaitText()).isEqualTo("data: 1\n\n");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void connectionsThatAllCloseBeforeAnythingIsSentAreAFailureOfTheConnection() {
        Multi<Buffer> call = new ModelClient("model", new Closing(Integer.MAX_VALUE), Timeouts.LONG, config, vertx)
                .at(server.url()).responses(new byte[] {'{', '}'});

        assertThatThrownBy(() -> call.collect().asList().await().atMost(Duration.ofSeconds(5)))
                .isInstanceOf(ModelConnectionException.class).hasMessageContaining("Connection was closed");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anEmptyRefusalHasItsStatusAlone() throws Exception {
        ModelHttpException failure = failure(ModelHttpException.class, Script.answer(503, null, ""));
        assertThat(failure).hasMessage("The model answered 503");
        assertThat(failure.retryAfter()).isEmpty();
    }

    @Test
    void aRefusalSaysHowLongToWait() throws Exception {
        assertThat(failure(ModelHttpException.class, Script.answer(429, null, "", "Retry-After: 7")).retryAfter())
                .contains(Duration.ofSeconds(7));
        assertThat(failure(ModelHttpException.class, Script.answer(503, null, "", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"))
                .retryAfter()).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "303", "307", "308"})
    void aRedirectIsARefusalAndIsNotFollowed(int status) throws Exception {
        ModelHttpException failure = failure(ModelHttpException.class,
                Script.answer(status, null, "", "Location: " + server.url() + "/elsewhere"));
        assertThat(failure.status()).isEqualTo(status);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void fiveMegabytesOfRefusalAreNotCollected() throws Exception {
        ModelHttpException failure = failure(ModelHttpException.class,
                c -> c.chunked(500, "text/plain").flood("ä€😀".repeat(1000).getBytes(StandardCharsets.UTF_8), 5_000_000).end());
        byte[] words = failure.providerMessage().getBytes(StandardCharsets.UTF_8);
        assertThat(words.length).isBetween(2045, 2048);
        assertThat("ä€😀".repeat(1000)).startsWith(failure.providerMessage());
    }

    @Test
    void aRefusalThatIsCutOffOrStallsIsStillTheRefusal() throws Exception {
        assertThat(failure(ModelHttpException.class,
                c -> c.sized(500, "application/json", 1000).send("{\"error\":{\"message\":\"broken\",\"x\":").reset())
                .providerMessage()).isEqualTo("broken");
        assertThat(failure(ModelHttpException.class,
                c -> c.sized(502, "text/plain", 1000).send("it stalls").untilPeerCloses()).providerMessage())
                .isEqualTo("it stalls");
    }

    @Test
    void noRefusalTellsTheKey() throws Exception {
        String encoded = "sk-test%2F1234%2B5678";
        AgentsException json = failure(ModelHttpException.class, Script.answer(401, "application/json",
                "{\"error\":{\"message\":\"bad key " + KEY + " or " + encoded + "\",\"code\":\"" + KEY + "\"}}", "x-request-id: " + KEY));
        AgentsException text = failure(ModelHttpException.class, Script.answer(401, "text/plain", "bad key '" + KEY + "'"));
        AgentsException behaviour = failure(ModelBehaviorException.class, Script.answer(200, KEY + "/x", KEY));
        for (AgentsException failure : List.of(json, text, behaviour)) {
            assertThat(failure.toString()).doesNotContain(KEY, encoded, "1234").contains("***");
        }
        assertThat(((ModelHttpException) json).code()).contains("***");
        assertThat(((ModelHttpException) json).requestId()).contains("***");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"200,application/json,content type application/json", "200,text/html,content type text/html",
        "200,-,no content type", "200,text/event-streams,content type text/event-streams", "204,-,no content type",
        "202,text/event-stream,answered 202"})
    void anAnswerThatIsNoEventStreamIsNamed(int status, String type, String named) throws Exception {
        ModelBehaviorException failure = failure(ModelBehaviorException.class,
                c -> c.raw("HTTP/1.1 " + status + " X\r\n" + (type == null ? "" : "Content-Type: " + type + "\r\n")
                        + (status == 204 ? "" : "Content-Length: 2\r\n") + "\r\n" + (status == 204 ? "" : "{}")));
        assertThat(failure).hasMessageContaining(named).hasMessageContaining("instead of an event stream");
        assertThat(failure.errorType()).isEqualTo("model_behavior");
    }

    @Test
    void aRefusalLeavesTheConnectionForTheNextCall() throws Exception {
        server.always(Script.answer(429, "application/json", "{\"message\":\"later\"}"));
        for (int i = 0; i < 10; i++) {
            Reader.of(call()).awaitFailure(ModelHttpException.class);
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void whatArrivedBeforeABreakIsDeliveredBeforeIt() throws Exception {
        List<Script> breaks = List.of(
                c -> c.eventStream().send("data: 1\n\n").fin(),
                c -> c.sized(200, "text/event-stream", 1000).send("data: 1\n\n").fin(),
                c -> c.eventStream().send("data: 1\n\n").raw("5\r\nno").fin(),
                c -> c.eventStream().send("data: 1\n\n").raw("this is no chunk size\r\n").untilPeerCloses());
        for (int i = 0; i < 10 * breaks.size(); i++) {
            server.then(breaks.get(i % breaks.size()));
            Reader reader = Reader.of(call());
            ModelConnectionException failure = reader.awaitFailure(ModelConnectionException.class);
            assertThat(reader.text()).as("break " + i % breaks.size()).startsWith("data: 1\n\n");
            assertThat(failure).hasMessageContaining("127.0.0.1:" + server.port()).hasMessageContaining("bytes of the answer");
            assertThat(failure.errorType()).isEqualTo("model_connection");
        }
    }

    @Test
    void aServerThatSpeaksNoHttpIsAFailureOfTheConnection() throws Exception {
        assertThat(failure(ModelConnectionException.class, c -> c.raw("SSH-2.0-OpenSSH_9.6\r\n\r\n").fin()))
                .hasMessageContaining("before the answer began");
    }

    @Test
    void aResetIsAFailureWithDemandOrWithout() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        server.then(c -> c.eventStream().send("data: 1\n\n").stall(read).reset(), Conversation::reset);
        Reader reader = Reader.of(call(), 1).awaitBegun();
        read.countDown();
        assertThat(reader.awaitFailure(ModelConnectionException.class)).hasMessageContaining("after 9 bytes of the answer");
        assertThat(Reader.of(call(), 0).awaitFailure(ModelConnectionException.class))
                .hasMessageContaining("before the answer began");
    }

    @Test
    void aBreakBehindAReaderThatStandsStillWaitsForTheReader() throws Exception {
        server.then(c -> c.eventStream().send("a").send("b").send("c").fin());
        Reader reader = Reader.of(call(), 1).awaitBegun();
        server.conversation();
        reader.exchange().request(1);
        await().until(() -> reader.items() == 2 || reader.text().equals("abc"));
        reader.exchange().request(5);
        reader.awaitFailure(ModelConnectionException.class);
        assertThat(reader.text()).isEqualTo("abc");
    }

    @Test
    void aRefusedConnectionNamesTheAddressAndTheSetting() throws Exception {
        int closed = server.port();
        server.close();
        assertThat(Reader.of(call()).awaitFailure(ModelConnectionException.class))
                .hasMessageContaining("127.0.0.1:" + closed).hasMessageContaining("quarkus.rest-client.model.url");
    }

    @Test
    void anUnknownHostIsNamed() throws Exception {
        assertThat(Reader.of(call("other", other, Timeouts.LONG, "http://no-such-host.invalid/v1"))
                .awaitFailure(ModelConnectionException.class))
                .hasMessageContaining("no-such-host.invalid:80").hasMessageContaining("quarkus.rest-client.other.url");
    }

    @Test
    void theConnectTimeoutIsTheRestClients() throws Exception {
        List<SocketChannel> line = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (int i = 0; i < 4; i++) { // until the kernel answers no further one
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()));
                line.add(channel);
            }
            ModelTimeoutException failure = Reader.of(call("narrow", narrow, Timeouts.LONG,
                    "http://127.0.0.1:" + full.getLocalPort())).awaitFailure(ModelTimeoutException.class);
            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(failure).hasMessage("The model at 127.0.0.1:" + full.getLocalPort() + " timed out: no connection within"
                    + " 300 ms (setting: quarkus.rest-client.narrow.connect-timeout)");
            Reader cancelled = Reader.of(call("narrow", narrow, Timeouts.LONG, "http://127.0.0.1:" + full.getLocalPort()));
            cancelled.exchange().cancel();
            await().during(Duration.ofMillis(400)).until(() -> !cancelled.isEnded());
        } finally {
            for (SocketChannel channel : line) {
                channel.close();
            }
        }
    }

    @Test
    void theFirstByteTimeoutCountsFromTheCallAndClosesTheConnection() throws Exception {
        Timeouts timeouts = new Timeouts(Duration.ofMillis(150), Duration.ofSeconds(10));
        server.then(Conversation::untilPeerCloses, c -> c.eventStream().untilPeerCloses());
        for (int i = 0; i < 2; i++) {
            ModelTimeoutException failure = Reader.of(call("model", api, timeouts, server.url()), 0)
                    .awaitFailure(ModelTimeoutException.class);
            assertThat(failure.phase()).isEqualTo(Phase.FIRST_BYTE);
            assertThat(failure.after()).isEqualTo(Duration.ofMillis(150));
            assertThat(failure).hasMessageContaining("no first byte of the answer within 150 ms")
                    .hasMessageContaining("runnel.timeouts.model-first-byte");
            server.conversation().untilPeerCloses();
        }
    }

    @Test
    void theFirstByteTimeoutCoversTheLineForAConnection() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        server.then(c -> c.eventStream().send("first").stall(busy).end(), Script.events("next"));
        Reader first = Reader.of(call("narrow", narrow, Timeouts.LONG, server.url())).awaitBegun();
        Reader.of(call("narrow", narrow, new Timeouts(Duration.ofMillis(100), Duration.ofSeconds(9)), server.url()))
                .awaitFailure(ModelTimeoutException.class);
        busy.countDown();
        first.awaitText();
        assertThat(Reader.of(call("narrow", narrow, Timeouts.LONG, server.url())).awaitText()).isEqualTo("next");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void theIdleTimeoutCountsSilenceBetweenBytes() throws Exception {
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(10), Duration.ofMillis(150));
        server.then(c -> c.eventStream().dribble("0123456789", 1, Duration.ofMillis(50)).untilPeerCloses());
        Reader reader = Reader.of(call("model", api, timeouts, server.url()));
        ModelTimeoutException failure = reader.awaitFailure(ModelTimeoutException.class);
        assertThat(reader.text()).isEqualTo("0123456789");
        assertThat(failure.phase()).isEqualTo(Phase.IDLE);
        assertThat(failure.errorType()).isEqualTo("model_timeout");
        assertThat(failure).hasMessageContaining("no further byte of the answer within 150 ms")
                .hasMessageContaining("runnel.timeouts.model-idle");
        server.conversation().untilPeerCloses();
    }

    @Test
    void aReaderThatStandsStillIsNoSilenceOfTheModel() throws Exception {
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(10), Duration.ofMillis(100));
        CountDownLatch more = new CountDownLatch(1);
        server.then(c -> c.eventStream().send("a").stall(more).send("b").end());
        Reader reader = Reader.of(call("model", api, timeouts, server.url()), 1).awaitBegun();
        await().during(Duration.ofMillis(300)).until(() -> !reader.isEnded());
        more.countDown();
        reader.exchange().request(1);
        assertThat(reader.awaitText()).isEqualTo("ab");
    }

    @Test
    void aReadTimeoutOfTheRestClientIsNamedAsWhatItIs() throws Exception {
        server.then(Conversation::untilPeerCloses);
        ModelTimeoutException failure = Reader.of(call("other", other, Timeouts.LONG, server.url()))
                .awaitFailure(ModelTimeoutException.class);
        assertThat(failure).hasMessageContaining("within 300 ms").hasMessageContaining("quarkus.rest-client.other.read-timeout");
    }

    @Test
    void aPrivateAuthorityIsTrustedThroughTheOrdinaryKeys() throws Exception {
        try (ScriptedServer secure = ScriptedServer.startTls(PrivateAuthority.server())) {
            secure.always(Script.events("data: 1\n\n"));
            assertThat(Reader.of(call("trusting", trusting, Timeouts.LONG, secure.url())).awaitText()).isEqualTo("data: 1\n\n");
            assertThat(Reader.of(call("trusting", trusting, Timeouts.LONG, secure.url())).awaitText()).isEqualTo("data: 1\n\n");
            assertThat(Reader.of(call("stored", stored, Timeouts.LONG, secure.url())).awaitText()).isEqualTo("data: 1\n\n");
            assertThat(secure.connections()).isEqualTo(2);
        }
    }

    @Test
    void anUntrustedAuthorityIsAFailureThatNamesTheTlsSettings() throws Exception {
        try (ScriptedServer secure = ScriptedServer.startTls(PrivateAuthority.server())) {
            assertThat(Reader.of(call("model", api, Timeouts.LONG, secure.url())).awaitFailure(ModelConnectionException.class))
                    .hasMessageContaining("TLS with the model at localhost:" + secure.port())
                    .hasMessageContaining("quarkus.rest-client.model.tls-configuration-name");
        }
    }
}
