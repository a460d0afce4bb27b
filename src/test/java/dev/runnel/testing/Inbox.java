package dev.runnel.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a connection received. It reads all the time, so that the other side's close is seen at once, whatever the
 * script does.
 */
final class Inbox implements Runnable {

    private static final byte[] END = new byte[0];

    private final InputStream in;
    private final LinkedBlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    private final CompletableFuture<PeerClosed> closed = new CompletableFuture<>();
    private byte[] piece = END;
    private int at;

    Inbox(InputStream in) {
        this.in = in;
    }

    CompletableFuture<PeerClosed> closed() {
        return closed;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[16 * 1024];
        boolean reset = false;
        try {
            for (int n; (n = in.read(buffer)) != -1;) {
                pieces.add(Arrays.copyOf(buffer, n));
            }
        } catch (IOException broken) {
            reset = true;
        }
        closed.complete(new PeerClosed(System.nanoTime(), reset));
        pieces.add(END);
    }

    /** The next request, or nothing if the connection ended before one began. */
    Optional<RecordedRequest> request() throws IOException, InterruptedException {
        List<String> head = new ArrayList<>();
        for (String line = line(true); line != null && !line.isEmpty(); line = line(false)) {
            head.add(line);
        }
        if (head.isEmpty()) {
            return Optional.empty();
        }
        RecordedRequest request = new RecordedRequest(head.get(0), List.copyOf(head.subList(1, head.size())), END);
        byte[] body = request.header("transfer-encoding").map(coding -> coding.toLowerCase(Locale.ROOT)).equals(
                Optional.of("chunked")) ? chunked() : bytes(request.header("content-length").map(Integer::parseInt).orElse(0));
        return Optional.of(new RecordedRequest(request.line(), request.headers(), body));
    }

    private byte[] chunked() throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(false), 16); size > 0; size = Integer.parseInt(line(false), 16)) {
            body.write(bytes(size));
            line(false);
        }
        line(false);
        return body.toByteArray();
    }

    private byte[] bytes(int count) throws IOException, InterruptedException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int next = next();
            if (next == -1) {
                throw new EOFException("the request's body ended after " + i + " of " + count + " bytes");
            }
            bytes[i] = (byte) next;
        }
        return bytes;
    }

    private String line(boolean mayEnd) throws IOException, InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = next(); next != '\n'; next = next()) {
            if (next == -1) {
                if (mayEnd && line.size() == 0) {
                    return null;
                }
                throw new EOFException("the request ended in its head");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private int next() throws InterruptedException {
        while (at == piece.length) {
            piece = pieces.take();
            at = 0;
            if (piece == END) {
                pieces.add(END);
                return -1;
            }
        }
        return piece[at++] & 0xff;
    }
}
