package dev.runnel.deployed.lambda;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HTTP/1.1 on a plain socket, read chunk by chunk, so that the boundaries that the other side made can be seen. */
final class ApiConnection {

    private static final int LARGEST_HEAD = 64 * 1024;

    private final Socket socket;
    private final PushbackInputStream in;

    ApiConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()));
        socket.setTcpNoDelay(true);
    }

    /** Takes a chunk; while it does, nothing more is read. */
    @FunctionalInterface
    interface Taker {
        void take(Chunk chunk) throws IOException, InterruptedException;
    }

    /** The next request's head; empty when the other side has closed. */
    Optional<ApiRequest> request() throws IOException {
        String first = line();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = first.split(" ");
        if (parts.length != 3 || !parts[2].equals("HTTP/1.1")) {
            throw new IOException("No request line: " + first);
        }
        return Optional.of(new ApiRequest(parts[0], parts[1], fields()));
    }

    byte[] body(ApiRequest request) throws IOException, InterruptedException {
        if (!request.isChunked()) {
            return read(request.contentLength());
        }
        List<byte[]> all = new ArrayList<>();
        chunks(chunk -> all.add(chunk.bytes()));
        return Bytes.join(all);
    }

    /** Reads a chunked body to its end, and returns its trailers. */
    List<Map.Entry<String, String>> chunks(Taker taker) throws IOException, InterruptedException {
        while (true) {
            String length = line();
            if (length.isEmpty()) {
                throw new IOException("The connection ended between two chunks");
            }
            int size = Integer.parseInt(length.split(";")[0].strip(), 16);
            if (size == 0) {
                return fields();
            }
            byte[] bytes = read(size);
            long now = System.nanoTime();
            if (!line().isEmpty()) {
                throw new IOException("A chunk is longer than it says");
            }
            taker.take(new Chunk(bytes, now));
        }
    }

    /** Whether the other side has not closed; only between two requests. */
    boolean isOpen() throws IOException {
        socket.setSoTimeout(1);
        try {
            int read = in.read();
            if (read >= 0) {
                in.unread(read);
            }
            return read >= 0;
        } catch (SocketTimeoutException silent) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    void answer(int status, List<String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Played\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        socket.getOutputStream().write(Bytes.join(List.of(head.toString().getBytes(StandardCharsets.ISO_8859_1), body)));
        socket.getOutputStream().flush();
    }

    void close() throws IOException {
        socket.close();
    }

    private List<Map.Entry<String, String>> fields() throws IOException {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return fields;
    }

    /** Without its line break; empty at the end of the stream too. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString();
            } else if (b != '\r') {
                line.append((char) b);
            }
            if (line.length() > LARGEST_HEAD) {
                throw new IOException("A line has no end");
            }
        }
        return "";
    }

    private byte[] read(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new IOException("The connection ended after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }
}
