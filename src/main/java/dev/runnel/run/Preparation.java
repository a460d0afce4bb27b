package dev.runnel.run;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.function.Consumer;

/** Waits for the agent's instructions, before the model is called. */
final class Preparation implements Step {

    private final Mailbox mailbox;
    private final Uni<String> instructions;
    private final Consumer<String> ready;
    private final Consumer<Throwable> failed;
    private Cancellable waiting = () -> { };
    private boolean cancelled;

    Preparation(Mailbox mailbox, Uni<String> instructions, Consumer<String> ready, Consumer<Throwable> failed) {
        this.mailbox = mailbox;
        this.instructions = instructions;
        this.ready = ready;
        this.failed = failed;
    }

    void start() {
        waiting = instructions.onItem().ifNull().continueWith("").subscribe().with(
                text -> mailbox.execute(() -> unlessCancelled(() -> ready.accept(text))),
                failure -> mailbox.execute(() -> unlessCancelled(() -> failed.accept(failure))));
        if (cancelled) {
            waiting.cancel(); // by the instructions themselves
        }
    }

    @Override
    public void pull() {
        // the instructions do not wait for demand
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
