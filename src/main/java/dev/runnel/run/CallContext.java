package dev.runnel.run;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.Executor;

/** Brings what comes from any thread back to the context on which a call began; at once, where it is on its event loop. */
final class CallContext implements Executor {

    private final ContextInternal context;

    private CallContext(ContextInternal context) {
        this.context = context;
    }

    /** That of the calling thread, an event loop's. */
    static CallContext current() {
        return new CallContext((ContextInternal) Vertx.currentContext());
    }

    @Override
    public void execute(Runnable task) {
        if (context.inThread()) {
            context.dispatch(task, Runnable::run);
        } else {
            context.runOnContext(none -> task.run());
        }
    }
}
