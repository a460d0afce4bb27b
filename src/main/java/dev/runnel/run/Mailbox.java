package dev.runnel.run;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that a run does goes through here: one task at a time, on the run's context, in the order of the calls. A task
 * that comes on the run's own event loop while no other waits runs at once, so a model's event costs no hop.
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

    /** Runs a task. It must not block and must not throw. */
    void execute(Runnable task) {
        if (count.get() == 0 && context.inThread()) {
            context.dispatch(task, run);
            return;
        }
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
