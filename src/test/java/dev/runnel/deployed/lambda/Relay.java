package dev.runnel.deployed.lambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Between a client of the Runtime API and the one of cargo-lambda, which has it below a path of its own, and answers 204
 * where Lambda would let the client wait: then it is asked again. Chunks are passed on as they come.
 */
final class Relay implements AutoCloseable {

    private static final String PREFIX = "/.rt/" + CargoLambdaIT.FUNCTION;

    private final ServerSocket listening = new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1"));
    private final int target;

    Relay(int target) throws IOException {
        this.target = target;
        daemon(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                // the loop's condition ends it
            }
        }
    }

    /** One request of each connection: the answer says that no further is taken. */
    private void serve(Socket socket) {
        try (socket) {
            ApiConnection connection = new ApiConnection(socket);
            Optional<ApiRequest> request = connection.request();
            if (request.isPresent()) {
                String answer = "";
                byte[] bytes = {};
                while (bytes.length == 0 || answer.startsWith(" 204 ", 8)) {
                    TimeUnit.MILLISECONDS.sleep(5);
                    bytes = ask(connection, request.get());
                    answer = new String(bytes, StandardCharsets.ISO_8859_1);
                }
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException ended) {
            // either side has gone
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] ask(ApiConnection from, ApiRequest request) throws IOException, InterruptedException {
        try (Socket to = new Socket("127.0.0.1", target)) {
            OutputStream out = to.getOutputStream();
            StringBuilder head = new StringBuilder(request.method()).append(' ').append(PREFIX).append(request.path())
                    .append(" HTTP/1.1\r\n");
            for (Map.Entry<String, String> header : request.headers()) {
                if (!header.getKey().equalsIgnoreCase("Connection")) {
                    head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
                }
            }
            write(out, head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            if (request.isChunked()) {
                from.chunks(chunk -> write(out, Bytes.join(List.of(
                        (Integer.toHexString(chunk.bytes().length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1),
                        chunk.bytes(), new byte[] {'\r', '\n'}))));
                write(out, "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            } else {
                write(out, from.body(request));
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            InputStream in = to.getInputStream();
            in.transferTo(answer);
            return answer.toByteArray();
        }
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
