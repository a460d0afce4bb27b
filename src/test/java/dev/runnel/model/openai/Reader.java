package dev.runnel.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads a call's chunks; as a decoder does, it may say that it has all it wants when a certain text has come. */
final class Reader implements MultiSubscriber<Buffer> {

    private final long demand;
    private final String last;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicInteger items = new AtomicInteger();
    private final CompletableFuture<Optional<Throwable>> ended = new CompletableFuture<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile Exchange exchange;
    private volatile Context context;

    private Reader(long demand, String last) {
        this.demand = demand;
        this.last = last;
    }

    static Reader of(Multi<Buffer> call, long demand) {
        Reader reader = new Reader(demand, null);
        call.subscribe().withSubscriber(reader);
        return reader;
    }

    /** Reads everything. */
    static Reader of(Multi<Buffer> call) {
        return of(call, Long.MAX_VALUE);
    }

    static Reader until(String last, Multi<Buffer> call) {
        Reader reader = new Reader(Long.MAX_VALUE, last);
        call.subscribe().withSubscriber(reader);
        return reader;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        exchange = (Exchange) subscription;
        if (demand > 0) {
            subscription.request(demand);
        }
    }

    @Override
    public void onItem(Buffer chunk) {
        assertThat(ended).as("a chunk after the end").isNotDone();
        context = Vertx.currentContext();
        items.incrementAndGet();
        synchronized (bytes) {
            bytes.writeBytes(chunk.getBytes());
        }
        begun.countDown();
        if (last != null && text().contains(last)) {
            exchange.finished(() -> ended.complete(Optional.empty()));
        }
    }

    @Override
    public void onFailure(Throwable failure) {
        context = Vertx.currentContext();
        assertThat(ended.complete(Optional.of(failure))).as("a failure after the end").isTrue();
    }

    @Override
    public void onCompletion() {
        assertThat(ended.complete(Optional.empty())).as("a completion after the end").isTrue();
    }

    Exchange exchange() {
        return exchange;
    }

    Context context() {
        return context;
    }

    int items() {
        return items.get();
    }

    String text() {
        synchronized (bytes) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    Reader awaitBegun() throws InterruptedException {
        assertThat(begun.await(10, TimeUnit.SECONDS)).as("a first chunk came").isTrue();
        return this;
    }

    boolean isEnded() {
        return ended.isDone();
    }

    /** All text, once it has ended well. */
    String awaitText() throws Exception {
        Optional<Throwable> failure = awaitEnd();
        if (failure.isPresent()) {
            throw new AssertionError("the call failed", failure.get());
        }
        return text();
    }

    <T extends Throwable> T awaitFailure(Class<T> type) throws Exception {
        Optional<Throwable> failure = awaitEnd();
        assertThat(failure).as("a failure").isPresent();
        assertThat(failure.get()).isInstanceOf(type);
        return type.cast(failure.get());
    }

    private Optional<Throwable> awaitEnd() throws Exception {
        try {
            return ended.get(10, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("no end within 10 s; chunks so far: " + items.get(), late);
        }
    }
}
