package dev.runnel.bench;

import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.bootstrap.app.RunningQuarkusApplication;
import io.quarkus.paths.PathList;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What one text delta costs from the socket to the subscriber: through the model, and through a whole run, against Vert.x's
 * own client that only counts the same bytes. The application runs in this process; the provider is a thread beside it.
 */
final class ModelBench {

    private static final int DELTAS = 50_000;

    private ModelBench() {
    }

    public static void main(String[] args) throws Exception {
        byte[] answer = answer();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Thread provider = new Thread(() -> accept(server, answer), "provider");
            provider.setDaemon(true);
            provider.start();
            System.setProperty("quarkus.rest-client.model.url", "http://127.0.0.1:" + server.getLocalPort() + "/v1");
            System.setProperty("runnel.api-key", "bench");
            System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
            System.setProperty("quarkus.http.host-enabled", "false");
            System.setProperty("quarkus.arc.remove-unused-beans", "none");
            System.setProperty("quarkus.log.level", "WARN");
            Path target = Path.of("target").toAbsolutePath();
            try (CuratedApplication curated = QuarkusBootstrap.builder()
                    .setApplicationRoot(PathList.of(target.resolve("classes"), target.resolve("bench/classes")))
                    .setProjectRoot(target.getParent())
                    .setTargetDirectory(target.resolve("bench"))
                    .setMode(QuarkusBootstrap.Mode.TEST)
                    .addExcludedPath(target.resolve("test-classes"))
                    .setTest(true)
                    .setBaseName("bench")
                    .build().bootstrap();
                    RunningQuarkusApplication application = curated.createAugmentor().createInitialRuntimeApplication().run()) {
                Thread.currentThread().setContextClassLoader(application.getClassLoader());
                application.getClassLoader().loadClass("dev.runnel.bench.ModelRounds")
                        .getMethod("measure", int.class, int.class).invoke(null, server.getLocalPort(), DELTAS);
            }
        }
    }

    /** Each delta is an HTTP chunk of its own, as providers send them. */
    private static byte[] answer() {
        StringBuilder answer = new StringBuilder(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < DELTAS; i++) {
            chunk(answer, "response.output_text.delta", "\"sequence_number\":" + (i + 1)
                    + ",\"item_id\":\"msg_68a1f0c2d3e481929f3b5a7c6d8e9f01\",\"output_index\":0,\"content_index\":0,"
                    + "\"delta\":\" word\",\"logprobs\":[]");
        }
        chunk(answer, "response.completed", "\"sequence_number\":" + (DELTAS + 1)
                + ",\"response\":{\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[]}");
        return answer.append("0\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void chunk(StringBuilder answer, String type, String members) {
        String record = "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
        answer.append(Integer.toHexString(record.length())).append("\r\n").append(record).append("\r\n");
    }

    private static void accept(ServerSocket server, byte[] answer) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread connection = new Thread(() -> serve(socket, answer), "provider-connection");
                connection.setDaemon(true);
                connection.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket socket, byte[] answer) {
        byte[] request = new byte[64 * 1024];
        try (socket; OutputStream out = socket.getOutputStream()) {
            while (endOfRequest(socket, request)) {
                out.write(answer);
                out.flush();
            }
        } catch (IOException closed) {
            // the client has what it wanted
        }
    }

    /** Enough for the clients here: what they send ends with a brace, or with the last chunk. */
    private static boolean endOfRequest(Socket socket, byte[] request) throws IOException {
        int held = 0;
        do {
            int n = socket.getInputStream().read(request, held, request.length - held);
            if (n < 0) {
                return false;
            }
            held += n;
        } while (request[held - 1] != '}' && !endsChunked(request, held));
        return true;
    }

    private static boolean endsChunked(byte[] request, int held) {
        return held >= 5 && new String(request, held - 5, 5, StandardCharsets.US_ASCII).equals("0\r\n\r\n");
    }
}
