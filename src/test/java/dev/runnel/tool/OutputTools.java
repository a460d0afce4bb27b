package dev.runnel.tool;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tools of every kind of result, failing ones, and ones that wait. */
class OutputTools {

    static final CyclicBarrier PAIR = new CyclicBarrier(2);

    static volatile CountDownLatch started = new CountDownLatch(1);
    static volatile CountDownLatch interrupted = new CountDownLatch(1);
    static final AtomicBoolean UNI_CANCELLED = new AtomicBoolean();

    record Weather(String city, Optional<Integer> degrees) {
    }

    static final class Unwritable {

        public String getName() {
            throw new IllegalStateException("no name today");
        }
    }

    @FunctionTool
    void ttVoid() {
        started.countDown();
    }

    @FunctionTool
    String ttNull() {
        return null;
    }

    @FunctionTool
    Weather ttRecord(String city) {
        return new Weather(city, Optional.empty());
    }

    @FunctionTool
    Optional<String> ttOptional(boolean full) {
        return full ? Optional.of("full") : Optional.empty();
    }

    @FunctionTool
    Map<String, List<Integer>> ttMap() {
        return Map.of("a", List.of(1, 2));
    }

    @FunctionTool
    Uni<Weather> ttUniRecord() {
        return Uni.createFrom().item(new Weather("Paris", Optional.of(20)));
    }

    @FunctionTool
    Uni<Void> ttUniVoid() {
        return Uni.createFrom().voidItem();
    }

    @FunctionTool
    Unwritable ttUnwritable() {
        return new Unwritable();
    }

    @FunctionTool
    String ttThrows() throws IOException {
        throw new IOException("the disk is gone");
    }

    @FunctionTool
    Uni<String> ttUniThrows() throws IOException {
        throw new IOException("thrown, not failed");
    }

    @FunctionTool
    CompletionStage<String> ttStageFails() {
        return CompletableFuture.supplyAsync(() -> {
            throw new IllegalStateException("failed later");
        });
    }

    @FunctionTool
    String ttMeets() throws InterruptedException, BrokenBarrierException, TimeoutException {
        PAIR.await(20, TimeUnit.SECONDS);
        return "met";
    }

    @FunctionTool
    String ttWaits() {
        started.countDown();
        try {
            new CountDownLatch(1).await(20, TimeUnit.SECONDS);
            return "waited in vain";
        } catch (InterruptedException e) {
            interrupted.countDown();
            return "interrupted";
        }
    }

    @FunctionTool
    Uni<String> ttUniWaits() {
        return Uni.createFrom().<String> nothing().onCancellation().invoke(() -> UNI_CANCELLED.set(true));
    }
}
