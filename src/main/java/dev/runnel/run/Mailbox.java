package dev.runnel.run;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that a run does goes through here: on the run's context, one thing at a time.
 */
final class Mailbox {

    private final ContextInternal context;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Handler<Runnable> run = Runnable::run;

    /** @param context the run's own duplicated context on an event loop */
    Mailbox(Context context) {
        this.context = (ContextInternal) context;
    }

    /**
     * Runs a task after all that came before it. One that comes on the run's own event loop while no other waits runs at once, so a
     * model's event costs no hop. It must not block.
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
            waiting.remove().run();
        } while (count.get() > taken);
        if (count.addAndGet(-taken) > 0) {
            context.runOnContext(onEventLoop -> drain());
        }
    }
}
