package dev.runnel.model.openai;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.impl.HttpClientConnection;
import io.vertx.core.impl.ContextInternal;

/** The moment after an answer's end when its connection can serve the next call. */
final class Pooled {

    private Pooled() {
    }

    /**
     * Runs a task on the context when the connection is back in its pool; to be called at the answer's end. Vert.x 4.5 sends
     * the end and the giving back to the call's event loop as two tasks. Where the connection lives on another event loop,
     * what the call's own does at the end may come between the two; what takes the way over the connection's comes after
     * both.
     */
    static void then(HttpClientRequest request, Context context, Runnable task) {
        if (request.connection() instanceof HttpClientConnection connection
                && connection.getContext().nettyEventLoop() != ((ContextInternal) context).nettyEventLoop()) {
            connection.getContext().runOnContext(sent -> context.runOnContext(pooled -> task.run()));
        } else {
            context.runOnContext(pooled -> task.run());
        }
    }
}
