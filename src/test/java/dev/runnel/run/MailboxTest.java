package dev.runnel.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One thing at a time, in order, on the run's context, whoever asks and whatever is thrown. */
class MailboxTest extends RunnerFixture {

    private final Context context = VertxContext
            .createNewDuplicatedContext(((VertxInternal) vertx).createEventLoopContext());
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final Mailbox mailbox = new Mailbox(context, thrown::add);

    @Test
    void aTaskRunsOnTheContextWhoeverAsks() {
        CompletableFuture<Context> fromOutside = new CompletableFuture<>();
        mailbox.execute(() -> fromOutside.complete(Vertx.currentContext()));
        CompletableFuture<Context> now = new CompletableFuture<>();
        mailbox.now(() -> now.complete(Vertx.currentContext()));
        CompletableFuture<Context> fromTheSameLoop = new CompletableFuture<>();
        VertxContext.createNewDuplicatedContext(context).runOnContext(
                other -> mailbox.execute(() -> fromTheSameLoop.complete(Vertx.currentContext())));

        assertThat(fromOutside).succeedsWithin(LIMIT).isSameAs(context);
        assertThat(now).succeedsWithin(LIMIT).isSameAs(context);
        assertThat(fromTheSameLoop).succeedsWithin(LIMIT).isSameAs(context);
    }

    @Test
    void tasksOfManyThreadsRunOneAtATimeAndEachThreadsInItsOrder() {
        int threads = 4;
        int each = 5000;
        int[] last = new int[threads];
        AtomicInteger inside = new AtomicInteger();
        List<String> wrong = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> askers = IntStream.range(0, threads).mapToObj(
                thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 1; i <= each; i++) {
                        int number = i;
                        mailbox.execute(() -> {
                            if (inside.incrementAndGet() != 1 || last[thread] != number - 1) {
                                wrong.add(thread + ": " + last[thread] + " before " + number);
                            }
                            last[thread] = number;
                            inside.decrementAndGet();
                        });
                    }
                })).toList();
        CompletableFuture.allOf(askers.toArray(CompletableFuture[]::new)).join();

        afterAll();

        assertThat(wrong).isEmpty();
        assertThat(last).containsOnly(each);
    }

    @Test
    void executeOnTheLoopDoesNotOvertakeWhatWaits() {
        List<String> order = new ArrayList<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        context.runOnContext(onLoop -> {
            CompletableFuture.runAsync(() -> mailbox.execute(() -> order.add("first"))).join();
            mailbox.execute(() -> order.add("second"));
            mailbox.now(() -> order.add("now"));
            asked.complete(null);
        });
        assertThat(asked).succeedsWithin(LIMIT);

        afterAll();

        assertThat(order).containsExactly("now", "first", "second");
    }

    @Test
    void aTaskThatAsksForAnotherFromTheQueueIsFinishedFirst() {
        List<String> order = new ArrayList<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        mailbox.execute(() -> {
            mailbox.execute(() -> {
                order.add("second");
                second.complete(null);
            });
            order.add("first");
        });

        assertThat(second).succeedsWithin(LIMIT);
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void whatATaskThrowsIsToldAndTheNextTaskRuns() {
        AssertionError error = new AssertionError("queued");
        AssertionError nested = new AssertionError("at once");
        mailbox.execute(() -> {
            mailbox.now(() -> {
                throw nested;
            });
            throw error;
        });

        afterAll();

        assertThat(thrown).containsExactly(nested, error);
    }

    @Test
    void whatTheListenerThrowsStopsNothingEither() {
        Mailbox careless = new Mailbox(context, any -> {
            throw new IllegalStateException("thrown by the listener, on purpose");
        });
        CompletableFuture<Void> next = new CompletableFuture<>();
        careless.execute(() -> {
            throw new IllegalStateException("thrown by the task, on purpose");
        });
        careless.execute(() -> next.complete(null));

        assertThat(next).succeedsWithin(LIMIT);
    }

    private void afterAll() {
        CompletableFuture<Void> last = new CompletableFuture<>();
        mailbox.execute(() -> last.complete(null));
        assertThat(last).succeedsWithin(LIMIT);
    }

    @Test
    void aTaskForLaterMayBeForgotten() {
        List<String> ran = new CopyOnWriteArrayList<>();
        mailbox.after(100, () -> ran.add("forgotten")).run();
        CompletableFuture<Void> later = new CompletableFuture<>();
        mailbox.after(200, () -> later.complete(null));

        assertThat(later).succeedsWithin(LIMIT);
        assertThat(ran).isEmpty();
    }
}
