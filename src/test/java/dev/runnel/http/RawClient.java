package dev.runnel.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An HTTP/1.1 client that shows the bytes as they come: one connection, chunks one by one. Gives up after 10 s. */
final class RawClient implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;

    RawClient(URI server) {
        this(server, 64 * 1024);
    }

    RawClient(URI server, int receiveBuffer) {
        try {
            socket.setReceiveBufferSize(receiveBuffer);
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()), 10_000);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    RawClient post(String path, String body) {
        return send("POST", path, body, "Content-Type: application/json");
    }

    /** A POST of JSON that does not say its length; the chunks are written as they are. */
    RawClient sendChunks(String path, String chunks) {
        return write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunks);
    }

    RawClient send(String method, String path, String body, String... headers) {
        StringBuilder request = new StringBuilder(method).append(' ').append(path)
                .append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
        }
        return write(request.append("\r\n").append(body).toString());
    }

    private RawClient write(String request) {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Status line and headers, with their line ends. */
    String head() {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) read());
        }
        return head.toString();
    }

    /** The next chunk; empty for the last one. */
    String chunk() {
        StringBuilder size = new StringBuilder();
        while (size.length() < 2 || size.charAt(size.length() - 2) != '\r') {
            size.append((char) read());
        }
        int length = Integer.parseInt(size.substring(0, size.length() - 2), 16);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) read();
        }
        if (read() != '\r' || read() != '\n') {
            throw new IllegalStateException("A chunk does not end with CR LF");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The body that a head announces with its length. */
    String bodyOf(String head) {
        String length = head.substring(head.toLowerCase(Locale.ROOT).indexOf("content-length:") + 15).strip();
        byte[] bytes = new byte[Integer.parseInt(length.substring(0,
                length.indexOf('\r') < 0 ? length.length() : length.indexOf('\r')))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) read();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** All chunks to the end of the body. */
    String body() {
        StringBuilder body = new StringBuilder();
        for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
            body.append(chunk);
        }
        return body.toString();
    }

    /** Reads until this much of the body has come. */
    String until(String end) {
        StringBuilder body = new StringBuilder();
        while (body.indexOf(end) < 0) {
            body.append(chunk());
        }
        return body.toString();
    }

    /** Reads until the server closes the connection; fails if it does not, or if it sends more. */
    void awaitClose() {
        try {
            if (in.read() >= 0) {
                throw new IllegalStateException("The server sent more");
            }
        } catch (SocketException reset) {
            // closed too, with bytes on the way to it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes away with a reset instead of an orderly end. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int read() {
        try {
            int b = in.read();
            if (b < 0) {
                throw new IllegalStateException("The server closed the connection");
            }
            return b;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
