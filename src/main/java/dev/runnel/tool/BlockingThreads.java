package dev.runnel.tool;

import io.quarkus.arc.Arc;
import io.quarkus.virtual.threads.VirtualThreadsRecorder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/** Where the application's code may block. Each task has the caller's Vert.x context and so its request context. */
public final class BlockingThreads {

    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;

    private BlockingThreads() {
    }

    /**
     * Calls what may block on a virtual thread, before Java 21 on a worker; each subscription is a call. What it throws is
     * the failure. Cancelling the subscription interrupts it.
     */
    public static <T> Uni<T> call(Callable<T> blocking) {
        return InterruptibleCall.on(executor(), blocking);
    }

    /**
     * Starts each task on a virtual thread; on a worker before Java 21, and outside of Quarkus. On an event loop it starts
     * after the code that hands it over: context propagation puts the span of before back into the Vert.x context when that
     * code returns, which a task that has begun would take for its own.
     */
    static Executor executor() {
        return BlockingThreads::startLater;
    }

    private static void startLater(Runnable task) {
        Context context = Vertx.currentContext();
        if (context == null) {
            threads().execute(task);
        } else {
            context.runOnContext(none -> threads().execute(task));
        }
    }

    private static Executor threads() {
        return Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS && Arc.container() != null
                ? VirtualThreadsRecorder.getCurrent()
                : BlockingThreads::onWorker; // as Quarkus' executor does, but that one warns of it
    }

    private static void onWorker(Runnable task) {
        Context context = Vertx.currentContext();
        if (context == null) {
            Infrastructure.getDefaultExecutor().execute(task);
            return;
        }
        context.executeBlocking(() -> {
            task.run();
            return null;
        }, false); // unordered: tools of one turn run beside each other
    }
}
