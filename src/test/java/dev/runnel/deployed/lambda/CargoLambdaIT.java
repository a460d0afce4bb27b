package dev.runnel.deployed.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.deployed.NeedsTool;
import dev.runnel.deployed.Program;
import dev.runnel.deployed.Tool;
import dev.runnel.testing.ScriptedServer;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Behind a Runtime API and a function URL that somebody else wrote, with a real client in front. */
@NeedsTool({"lambda-adapter", "cargo-lambda"})
@Timeout(180)
class CargoLambdaIT {

    static final String FUNCTION = "runnel";

    private static final String RUN = "{\"agent\":\"Assistant\",\"input\":\"hi\"}";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path directory;

    @Test
    void aFunctionUrlStreamsEventByEvent() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (ScriptedServer model = ScriptedServer.start().always(call -> call.eventStream().send(Model.delta("one"))
                .stall(seen).send(Model.delta("two")).send(Model.END).end());
                Emulator emulator = new Emulator();
                Sandbox sandbox = emulator.sandbox(model);
                BufferedReader lines = lines(emulator.post("/lambda-url/" + FUNCTION + "/runs", RUN))) {
            assertThat(lines.lines().anyMatch(line -> line.contains("\"delta\":\"one\""))).isTrue();
            seen.countDown();
            List<String> rest = lines.lines().toList();

            assertThat(rest).anyMatch(line -> line.contains("\"delta\":\"two\""))
                    .anyMatch(line -> line.contains("\"status\":\"completed\""));
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }

    @Test
    void aProgramThatInvokesTheFunctionGetsTheBodyInFrames() throws Exception {
        try (ScriptedServer model = ScriptedServer.start()
                .always(call -> call.eventStream().send(Model.delta("one")).send(Model.END).end());
                Emulator emulator = new Emulator();
                Sandbox sandbox = emulator.sandbox(model)) {
            byte[] frames = emulator.post("/2015-03-31/functions/" + FUNCTION + "/response-streaming-invocations",
                    Event.run("Assistant")).readAllBytes();

            assertThat(new String(frames, StandardCharsets.ISO_8859_1)).contains("PayloadChunk",
                    "\"delta\":\"one\"", "\"status\":\"completed\"", "InvokeComplete");
            assertThat(sandbox.adapter().isAlive()).isTrue();
        }
    }

    private static BufferedReader lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** cargo-lambda's, with the relay before its Runtime API. It wants a Cargo project, though it builds none. */
    private final class Emulator implements AutoCloseable {

        final int port;
        final Program program;
        final Relay relay;

        Emulator() throws Exception {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                port = free.getLocalPort();
            }
            Files.createDirectories(directory.resolve("src"));
            Files.writeString(directory.resolve("Cargo.toml"), "[package]\nname = \"" + FUNCTION + "\"\n");
            Files.writeString(directory.resolve("src/main.rs"), "fn main() {}\n");
            Map<String, String> rust = new HashMap<>(System.getenv());
            rust.keySet().retainAll(List.of("CARGO_HOME", "RUSTUP_HOME"));
            program = Program.start(rust, directory, List.of(Tool.named("cargo-lambda").toAbsolutePath().toString(),
                    "lambda", "watch", "--only-lambda-apis", "--invoke-address", "127.0.0.1", "--invoke-port", "" + port));
            program.line("starting Runtime server");
            relay = new Relay(port);
        }

        Sandbox sandbox(ScriptedServer model) throws Exception {
            return Sandbox.start(relay.address(), Model.at(model));
        }

        InputStream post(String path, String body) throws Exception {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Content-Type", "application/json").timeout(Duration.ofSeconds(60))
                            .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).as(program.lines().toString()).isEqualTo(200);
            return answer.body();
        }

        @Override
        public void close() throws Exception {
            relay.close();
            program.close();
        }
    }
}
