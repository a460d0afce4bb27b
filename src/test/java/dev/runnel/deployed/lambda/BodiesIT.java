package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.lambda.Invocation.Outcome;
import dev.runnel.testing.ScriptedServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and answers of every kind, to the Runtime API and back. */
@NeedsTool("lambda-adapter")
@Timeout(180)
class BodiesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String RUN = "{\"agent\":\"Joker\",\"input\":\"hi\"}";

    @Test
    void answersThatAreNoStreamsHaveTheirPreludeToo() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.embedded())) {
            Invocation agents = answered(api, Event.url("GET", "/agents", ""));
            assertThat(agents.prelude().status()).isEqualTo(200);
            assertThat(agents.text()).contains("\"name\":\"Joker\"");

            Invocation refused = answered(api, Event.url("POST", "/runs", "{\"agent\":\"Nobody\",\"input\":\"hi\"}"));
            assertThat(refused.prelude().status()).isEqualTo(404);
            assertThat(refused.prelude().header("content-type")).isEqualTo("application/problem+json");
            assertThat(refused.text()).contains("There is no agent 'Nobody'");

            Invocation method = answered(api, Event.url("DELETE", "/runs", ""));
            assertThat(method.prelude().status()).isEqualTo(405);
            assertThat(method.prelude().header("allow")).contains("POST");

            Invocation empty = answered(api, Event.url("OPTIONS", "/runs", ""));
            assertThat(empty.prelude().status()).isEqualTo(200);
            assertThat(empty.body()).isEmpty();
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"application/x-ndjson, completed", "application/json, completed", "text/event-stream, completed"})
    void aRunComesInTheFormThatWasAskedFor(String accept, String status) throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.embedded())) {
            Invocation run = answered(api, Event.url("POST", "/runs", RUN, "accept: " + accept));

            assertThat(run.prelude().header("content-type")).startsWith(accept);
            assertThat(run.text()).contains("\"status\":\"" + status + "\"");
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }

    @Test
    void aRestApisRequestIsServedWithoutItsStage() throws Exception {
        try (RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.embedded())) {
            Invocation run = answered(api, Event.restApi("POST", "/runs", RUN));

            assertThat(run.prelude().status()).isEqualTo(200);
            assertThat(run.text()).contains("\"status\":\"completed\"");
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }

    @Test
    void aBodyInBase64AndOneOfAMegabyteAreTaken() throws Exception {
        String large = "{\"agent\":\"Joker\",\"input\":\"" + "x".repeat(1_000_000) + "\"}";
        try (RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.embedded())) {
            String encoded = Base64.getEncoder().encodeToString(RUN.getBytes(StandardCharsets.UTF_8));
            Invocation run = answered(api, Event.url("POST", "/runs", encoded)
                    .replace("\"isBase64Encoded\":false", "\"isBase64Encoded\":true"));
            assertThat(run.text()).contains("\"status\":\"completed\"");

            assertThat(answered(api, Event.url("POST", "/runs", large)).text()).contains("\"status\":\"completed\"");
            assertThat(answered(api, Event.url("POST", "/runs", large.replace("xxx", "yyyyyy"))).prelude().status())
                    .isEqualTo(413);
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }

    @Test
    void charactersThatTheModelSplitBetweenItsChunksArriveWhole() throws Exception {
        String text = "Grüße, 世界 👋🏽";
        byte[] delta = Model.delta(text).getBytes(StandardCharsets.UTF_8);
        try (ScriptedServer model = ScriptedServer.start().always(call -> {
            call.eventStream();
            for (byte each : delta) {
                call.send(new byte[] {each});
            }
            call.send(Model.END).end();
        }); RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.start(api, Model.at(model))) {
            assertThat(answered(api, Event.run("Assistant")).text()).contains(text);
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }

    /** What Runnel itself does not answer with, but an application with further endpoints may. */
    @Test
    void theAdapterPassesOnCookiesAndBinaryBodiesAndNoneAtAll() throws Exception {
        byte[] binary = {0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, 10, (byte) 0xc3};
        try (ScriptedServer application = ScriptedServer.start().then(
                call -> call.answer(200, "text/plain", "ready"),
                call -> call.answer(200, "text/plain", "hi", "Set-Cookie: a=1", "Set-Cookie: b=2"),
                call -> call.raw("HTTP/1.1 204 No Content\r\n\r\n"),
                call -> call.sized(200, "application/octet-stream", binary.length).send(binary));
                RuntimeApi api = RuntimeApi.start(); Sandbox sandbox = Sandbox.adapterBefore(api, application.port())) {
            assertThat(answered(api, Event.url("GET", "/cookies", "")).prelude().cookies()).containsExactly("a=1", "b=2");

            Invocation none = answered(api, Event.url("GET", "/none", ""));
            assertThat(none.prelude().status()).isEqualTo(204);
            assertThat(none.body()).isEmpty();

            assertThat(answered(api, Event.url("GET", "/binary", "")).body()).isEqualTo(binary);
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }

    private static Invocation answered(RuntimeApi api, String event) throws Exception {
        Invocation invocation = api.invoke(event, TIMEOUT);
        assertThat(invocation.end().outcome()).isEqualTo(Outcome.RESPONDED);
        return invocation;
    }
}
