package dev.runnel.run;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Everything that a run does goes through here: on the run's context, one thing at a time. What a task throws, errors too,
 * ends neither the mailbox nor its caller.
 */
final class Mailbox {

    private final ContextInternal context;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Handler<Runnable> run = this::run;
    private final Consumer<Throwable> thrown;

    /**
     * @param context the run's own duplicated context on an event loop
     * @param thrown what to call, on the context, with what a task has thrown
     */
    Mailbox(Context context, Consumer<Throwable> thrown) {
        this.context = (ContextInternal) context;
        this.thrown = thrown;
    }

    /**
     * Runs a task after all that came before it. One that comes on the run's own event loop while no other waits runs at
     * once, so a model's event costs no hop. It must not block.
     */
    void execute(Runnable task) {
        if (count.get() == 0 && context.inThread()) {
            context.dispatch(task, run);
        } else {
            enqueue(task);
        }
    }

    /**
     * Runs a task at once where the caller is on the run's own event loop, even in the middle of another task: for what the
     * subscriber asks while it handles an event. From any other thread, after all that came before it.
     */
    void now(Runnable task) {
        if (context.inThread()) {
            context.dispatch(task, run);
        } else {
            enqueue(task);
        }
    }

    /** Runs a task after all that waits on the event loop, for other contexts too. */
    void later(Runnable task) {
        context.runOnContext(onEventLoop -> execute(task));
    }

    /**
     * Runs a task after that time.
     *
     * @return forgets the task, if it has not run
     */
    Runnable after(long milliseconds, Runnable task) {
        long id = context.setTimer(milliseconds, timer -> execute(task));
        return () -> context.owner().cancelTimer(id);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable any) {
            thrown.accept(any);
        }
    }

    private void enqueue(Runnable task) {
        waiting.add(task);
        if (count.getAndIncrement() == 0) {
            context.runOnContext(onEventLoop -> drain());
        }
    }

    private void drain() {
        int taken = 0;
        do {
            taken++;
            context.dispatch(waiting.remove(), run); // reports what is thrown even so, and the loop goes on
        } while (count.get() > taken);
        if (count.addAndGet(-taken) > 0) {
            context.runOnContext(onEventLoop -> drain());
        }
    }
}
