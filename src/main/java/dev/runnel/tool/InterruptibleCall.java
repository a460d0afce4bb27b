package dev.runnel.tool;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * A call on another thread that ends with its subscription: cancelled before it starts, it never does; cancelled later, its
 * thread is interrupted and what it returns is dropped.
 */
final class InterruptibleCall<T> extends FutureTask<T> {

    private final UniEmitter<? super T> emitter;

    private InterruptibleCall(Callable<T> callable, UniEmitter<? super T> emitter) {
        super(callable);
        this.emitter = emitter;
    }

    /** Each subscription is a call. What the callable throws is the failure, as it is. */
    static <T> Uni<T> on(Executor executor, Callable<T> callable) {
        return Uni.createFrom().emitter(emitter -> {
            InterruptibleCall<T> call = new InterruptibleCall<>(callable, emitter);
            emitter.onTermination(() -> call.cancel(true));
            executor.execute(call);
        });
    }

    @Override
    public void run() {
        super.run();
        if (isCancelled()) {
            Thread.interrupted(); // a pooled thread must not carry the interrupt into its next task
        }
    }

    @Override
    protected void done() {
        if (isCancelled()) {
            return;
        }
        try {
            emitter.complete(get());
        } catch (ExecutionException e) {
            emitter.fail(e.getCause());
        } catch (InterruptedException e) {
            emitter.fail(e); // the tool left its thread interrupted
        }
    }
}
