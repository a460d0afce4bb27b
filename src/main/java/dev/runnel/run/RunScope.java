package dev.runnel.run;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InjectableContext.ContextState;
import io.quarkus.arc.ManagedContext;
import io.quarkus.vertx.core.runtime.VertxMDC;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.Optional;

/**
 * What surrounds a run: its own duplicated context on an event loop, and its own CDI request context in it, with the
 * caller's identity and telemetry, and the run's id for the log. They end with the run, not with the caller's request.
 */
final class RunScope {

    /** What the run's id is called in the log's diagnostic context. */
    private static final String LOG_KEY = "run_id";

    private final Context context;
    private final String runId;
    private final CallerIdentity identity;
    private final CallerTelemetry telemetry;
    private final boolean within;
    private Optional<ContextState> request;

    private RunScope(Context context, String runId, CallerIdentity identity, CallerTelemetry telemetry, boolean within,
            Optional<ContextState> request) {
        this.within = within;
        this.request = request;
        this.context = context;
        this.runId = runId;
        this.identity = identity;
        this.telemetry = telemetry;
    }

    /**
     * Takes from the calling thread what the run shall see. A caller on an event loop keeps the run on it, so that its
     * model's bytes and its own response need no hop.
     */
    static RunScope capture(Vertx vertx, String runId) {
        Context caller = vertx.getOrCreateContext();
        Context root = caller.isEventLoopContext() ? caller : ((VertxInternal) vertx).createEventLoopContext();
        return new RunScope(VertxContext.createNewDuplicatedContext(root), runId, CallerIdentity.capture(),
                CallerTelemetry.capture(), false, Optional.empty());
    }

    /** On the context: that of a run within this one, with a context beside it and the same request context. */
    RunScope nested() {
        return new RunScope(VertxContext.createNewDuplicatedContext(context), runId, identity, telemetry, true, request);
    }

    /** The run's own context. */
    Context context() {
        return context;
    }

    /** On the context, before anything else. */
    void begin() {
        VertxContextSafetyToggle.setContextSafe(context, true);
        VertxMDC.INSTANCE.put(LOG_KEY, runId, context); // every line that is logged in it has it
        ArcContainer container = Arc.container();
        if (within) {
            request.ifPresent(outer -> container.requestContext().activate(outer));
        } else if (container != null) {
            request = Optional.of(container.requestContext().activate());
            identity.restore();
        }
        telemetry.restore();
    }

    /**
     * On the context: does something that leaves it, such as a call of a tool, in a context of its own beside it, with the
     * same request context. What several of these put there at the same time, each its current span, stays apart so.
     */
    void aside(Runnable call) {
        ContextInternal own = (ContextInternal) VertxContext.createNewDuplicatedContext(context);
        ContextInternal before = own.beginDispatch();
        try {
            VertxContextSafetyToggle.setContextSafe(own, true);
            VertxMDC.INSTANCE.put(LOG_KEY, runId, own);
            request.ifPresent(state -> Arc.container().requestContext().activate(state));
            telemetry.restore();
            call.run();
        } finally {
            own.endDispatch(before);
        }
    }

    /** What {@link #aside(Runnable)} does, for what the application answers later; on the context. */
    <T> Uni<T> aside(Uni<T> asked) {
        return Uni.createFrom().emitter(answer -> aside(() -> {
            Cancellable waiting = asked.subscribe().with(answer::complete, answer::fail);
            answer.onTermination(waiting::cancel);
        }));
    }

    /**
     * On the context, when the run is over. Where a subscriber ends it from a callback that carries the caller's request
     * context, that one is active now and stays so.
     */
    void end() {
        if (within) {
            return; // the outer run goes on in it
        }
        request.ifPresent(own -> {
            ManagedContext context = Arc.container().requestContext();
            if (context.getStateIfActive() == own) {
                context.terminate();
            } else {
                context.destroy(own);
            }
        });
        request = Optional.empty();
    }
}
