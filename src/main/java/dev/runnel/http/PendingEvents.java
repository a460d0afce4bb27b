package dev.runnel.http;

import dev.runnel.event.StreamEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * The events of a run that cannot start yet. Quarkus REST sends the head of an event stream as soon as it has a
 * {@code Multi}, and takes no {@code Uni} of one: so it gets one, but not before it is known whether there will be a stream.
 */
final class PendingEvents {

    private PendingEvents() {
    }

    /**
     * To be returned by the resource method at once. The request waits for the events; their failure is its answer, and
     * thrown if it is already known. On the request's event loop, where later the events must come too.
     */
    static Multi<StreamEvent> of(Uni<Multi<StreamEvent>> events, ResteasyReactiveRequestContext request) {
        CompletableFuture<Multi<StreamEvent>> pending = events.subscribeAsCompletionStage();
        if (pending.isDone()) {
            return joined(pending);
        }
        request.suspend();
        request.serverResponse().addCloseHandler(() -> {
            if (pending.cancel(false)) {
                request.close();
            }
        });
        pending.whenComplete((known, failure) -> {
            if (failure == null) {
                request.resume();
            } else if (!pending.isCancelled()) {
                request.resume(failure, true);
            }
        });
        return Multi.createFrom().deferred(pending::join);
    }

    private static Multi<StreamEvent> joined(CompletableFuture<Multi<StreamEvent>> pending) {
        try {
            return pending.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
