package dev.runnel.run;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.function.Consumer;

/** Waits for something that the run cannot go on without, and that is not the model or a tool. */
final class Awaiting<T> implements Step {

    private final Mailbox mailbox;
    private final Uni<? extends T> awaited;
    private final Consumer<? super T> then;
    private final Consumer<Throwable> failed;
    private Cancellable waiting = () -> { };
    private boolean cancelled;

    /**
     * @param then what to call with the item, on the run's context, once, unless this is cancelled
     * @param failed what to call with the failure in the place of that
     */
    Awaiting(Mailbox mailbox, Uni<? extends T> awaited, Consumer<? super T> then, Consumer<Throwable> failed) {
        this.mailbox = mailbox;
        this.awaited = awaited;
        this.then = then;
        this.failed = failed;
    }

    void start() {
        waiting = awaited.subscribe().with(
                item -> mailbox.execute(() -> unlessCancelled(() -> then.accept(item))),
                failure -> mailbox.execute(() -> unlessCancelled(() -> failed.accept(failure))));
        if (cancelled) {
            waiting.cancel(); // by what is awaited itself
        }
    }

    @Override
    public void pull() {
        // what is awaited does not wait for demand
    }

    @Override
    public void cancel() {
        cancelled = true;
        waiting.cancel();
    }

    private void unlessCancelled(Runnable signal) {
        if (!cancelled) {
            signal.run();
        }
    }
}
