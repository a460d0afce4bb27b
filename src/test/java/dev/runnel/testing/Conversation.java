package dev.runnel.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** One request and what the server says to it, in the order in which the script says it. Each send is one write. */
public final class Conversation {

    private static final long PATIENCE_S = 20;
    private static final String LAST_CHUNK = "0\r\n\r\n";

    private enum Framing {
        NONE, CHUNKED, PLAIN
    }

    private final RecordedRequest request;
    private final Socket socket;
    private final OutputStream out;
    private final Inbox inbox;
    private final AtomicLong sent = new AtomicLong();
    private Framing framing = Framing.NONE;

    Conversation(RecordedRequest request, Socket socket, Inbox inbox) throws IOException {
        this.request = request;
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.inbox = inbox;
    }

    public RecordedRequest request() {
        return request;
    }

    /** A 200 with {@code text/event-stream}, chunked. */
    public Conversation eventStream(String... headers) throws IOException {
        return chunked(200, "text/event-stream", headers);
    }

    /** The head of an answer whose body comes in chunks. */
    public Conversation chunked(int status, String contentType, String... headers) throws IOException {
        return head(Framing.CHUNKED, status, contentType, "Transfer-Encoding: chunked", headers);
    }

    /** The head of an answer whose body has a known length, or is said to have. */
    public Conversation sized(int status, String contentType, long length, String... headers) throws IOException {
        return head(Framing.PLAIN, status, contentType, "Content-Length: " + length, headers);
    }

    /** The head of an answer whose body ends with the connection. */
    public Conversation untilClose(int status, String contentType, String... headers) throws IOException {
        return head(Framing.PLAIN, status, contentType, "Connection: close", headers);
    }

    /** A whole answer with a Content-Length. */
    public Conversation answer(int status, String contentType, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return sized(status, contentType, bytes.length, headers).send(bytes);
    }

    /** A 100 before the answer. */
    public Conversation goOn() throws IOException {
        return raw("HTTP/1.1 100 Continue\r\n\r\n");
    }

    /** Body bytes, in one write; with chunked framing one chunk. */
    public Conversation send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public Conversation send(byte[] bytes) throws IOException {
        write(bytes, "");
        return this;
    }

    /**
     * Body bytes and the end of a chunked body, in one write: whoever reads the last event need not wait for the end, however
     * long this thread is kept from running.
     */
    public void sendLast(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8), framing == Framing.CHUNKED ? LAST_CHUNK : "");
    }

    private void write(byte[] bytes, String end) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (bytes.length > 0 && framing == Framing.CHUNKED) {
            all.write(ascii(Integer.toHexString(bytes.length) + "\r\n"));
            all.write(bytes);
            all.write(ascii("\r\n"));
        } else {
            all.write(bytes);
        }
        all.write(ascii(end));
        if (all.size() > 0) {
            write(all.toByteArray());
            sent.addAndGet(bytes.length);
        }
    }

    /** Body bytes in pieces of this size, with a pause after each. */
    public Conversation dribble(String text, int size, Duration pause) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += size) {
            send(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
            LockSupport.parkNanos(pause.toNanos());
        }
        return this;
    }

    /** The same piece again and again, until so many bytes of body are sent or the other side closes. */
    public Conversation flood(byte[] piece, long total) throws IOException {
        while (sent.get() < total) {
            send(piece);
        }
        return this;
    }

    /** How many bytes of body the other side, and the kernel between, have taken so far. Any thread may ask. */
    public long sent() {
        return sent.get();
    }

    /** As {@link #sent()}, once that has not grown for half a second: the other side takes no more. */
    public long awaitStill() {
        long[] last = { -1 };
        Awaitility.await().pollInterval(Duration.ofMillis(500)).atMost(Duration.ofSeconds(30)).until(() -> {
            long now = sent();
            boolean same = now == last[0];
            last[0] = now;
            return same;
        });
        return last[0];
    }

    /** Bytes past any framing. */
    public Conversation raw(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The end of a chunked body; the connection stays open for the next request. */
    public void end() throws IOException {
        if (framing == Framing.CHUNKED) {
            write(ascii(LAST_CHUNK));
        }
    }

    /** Says nothing until the test releases it. */
    public Conversation stall(CountDownLatch released) throws InterruptedException {
        if (!released.await(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a stall was not released within " + PATIENCE_S + " s");
        }
        return this;
    }

    /** Says nothing until the other side closes. */
    public PeerClosed untilPeerCloses() throws InterruptedException {
        try {
            return inbox.closed().get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException open) {
            throw new IllegalStateException("the other side did not close within " + PATIENCE_S + " s", open);
        }
    }

    public CompletableFuture<PeerClosed> peerClosed() {
        return inbox.closed();
    }

    /** An orderly end of the connection, wherever the answer is. */
    public void fin() throws IOException {
        socket.close();
    }

    /** An abrupt end: the other side gets a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private Conversation head(Framing framing, int status, String contentType, String length, String... headers)
            throws IOException {
        this.framing = framing;
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n").append(length)
                .append("\r\n");
        if (contentType != null) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return raw(head.append("\r\n").toString());
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
