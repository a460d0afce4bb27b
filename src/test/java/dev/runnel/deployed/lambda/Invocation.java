package dev.runnel.deployed.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A call of the function: the event that is handed out, and the answer, while it comes. Thread-safe. */
final class Invocation {

    /** How a call has ended. */
    enum Outcome {
        RESPONDED,
        /** A streamed response, with trailers that tell of an error. */
        FAILED_IN_THE_MIDDLE,
        /** No response but an error. */
        REFUSED,
        /** The connection was closed before the response had its end. */
        BROKEN_OFF,
        TIMED_OUT,
        TOO_LARGE
    }

    /** As {@link Outcome}, with the trailers or the error. */
    record End(Outcome outcome, Map<String, String> trailers, String error, long nanos) {
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String id = UUID.randomUUID().toString();
    private final String event;
    private final Duration timeout;
    private final Instant deadline;
    private final Pace pace;
    private final List<String> violations;

    private final CompletableFuture<Prelude> prelude = new CompletableFuture<>();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private int bodyAt;
    private boolean left;

    Invocation(String event, Duration timeout, Pace pace, List<String> violations) {
        this.event = event;
        this.timeout = timeout;
        this.deadline = Instant.now().plus(timeout);
        this.pace = pace;
        this.violations = violations;
    }

    String id() {
        return id;
    }

    String event() {
        return event;
    }

    Duration timeout() {
        return timeout;
    }

    /** When the function must have answered. */
    Instant deadline() {
        return deadline;
    }

    Pace pace() {
        return pace;
    }

    /** What precedes the body, waited for. */
    Prelude prelude() throws Exception {
        return prelude.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    boolean hasPrelude() {
        return prelude.isDone();
    }

    /** How the call ended, waited for. */
    End end() throws Exception {
        return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** The caller goes away: what still comes is taken as before, but nobody sees it. */
    synchronized void leave() {
        left = true;
    }

    /** The chunks of the body so far, without the prelude and its delimiter. */
    synchronized List<Chunk> chunks() {
        return List.copyOf(chunks);
    }

    /** The body so far. */
    synchronized byte[] body() {
        byte[] all = received.toByteArray();
        return Arrays.copyOfRange(all, Math.min(bodyAt, all.length), all.length);
    }

    String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /**
     * Waits until the body holds a text.
     *
     * @return when the chunk came that completed it, by {@link System#nanoTime()}
     */
    synchronized long await(String text) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!text().contains(text)) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0 || end.isDone()) {
                throw new AssertionError("No '" + text + "' came, but:\n" + text() + "\nThe end: " + end);
            }
            wait(left);
        }
        String seen = "";
        for (Chunk chunk : chunks) {
            seen += chunk.text();
            if (seen.contains(text)) {
                return chunk.nanos();
            }
        }
        return System.nanoTime();
    }

    /** A piece of a streamed response. Until the delimiter is there it is a piece of the prelude. */
    synchronized void take(Chunk chunk, boolean integration) {
        if (left) {
            return;
        }
        received.writeBytes(chunk.bytes());
        if (prelude.isDone()) {
            chunks.add(chunk);
        } else if (!integration) {
            prelude.complete(new Prelude(JsonNodeFactory.instance.objectNode()));
            chunks.add(chunk);
        } else {
            readPrelude(received.toByteArray(), chunk.nanos());
        }
        notifyAll();
    }

    private void readPrelude(byte[] all, long nanos) {
        int zero = 0;
        while (zero < all.length && all[zero] != 0) {
            zero++;
        }
        int after = zero + Prelude.DELIMITER;
        if (all.length < after) {
            return;
        }
        for (int i = zero; i < after; i++) {
            if (all[i] != 0) {
                violations.add("The delimiter has " + (i - zero) + " zero bytes, not 8");
                after = i;
            }
        }
        if (all.length > after && all[after] == 0) {
            violations.add("The delimiter has more than 8 zero bytes");
        }
        bodyAt = after;
        if (all.length > after) {
            chunks.add(new Chunk(Arrays.copyOfRange(all, after, all.length), nanos));
        }
        prelude.complete(Prelude.read(all, zero, violations));
    }

    /** A whole response that was not streamed, as its JSON tells. */
    synchronized void take(JsonNode response, byte[] body) {
        received.writeBytes(body);
        chunks.add(new Chunk(body, System.nanoTime()));
        prelude.complete(new Prelude(response));
        notifyAll();
    }

    /** Whether this is its first end. */
    synchronized boolean end(Outcome outcome, Map<String, String> trailers, String error) {
        boolean first = end.complete(new End(outcome, Map.copyOf(trailers), error, System.nanoTime()));
        prelude.completeExceptionally(new AssertionError("There is no prelude: " + end));
        notifyAll();
        return first;
    }
}
