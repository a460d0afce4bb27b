package dev.runnel.model.openai;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What still comes of an answer that nobody reads any more. It is dropped, and the connection closed (over HTTP/2 the stream
 * reset) if the end is not reached.
 *
 * <p>The end may already lie behind the chunks that were not read. Vert.x 4.5 has then given the connection to the pool, and
 * closes it all the same on a reset, under the hands of the next call. So nothing is reset before what lies there is looked
 * through. All is called on the context.
 */
final class Remainder {

    static final long CANCEL = 8; // the HTTP/2 code (RFC 9113, 7)

    private static final long PATIENCE_MS = 1000;
    private static final long GRACE_MS = 100;
    private static final int LIMIT = 64 * 1024;

    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final Context context;
    private long dropped;

    Remainder(HttpClientRequest request, HttpClientResponse response, Context context) {
        this.request = request;
        this.response = response;
        this.context = context;
    }

    /** Ends the answer as soon as it is sure that it has not ended by itself. */
    void cut() {
        if (!response.end().isComplete()) {
            response.handler(chunk -> { });
            response.resume();
            context.runOnContext(flowing -> context.runOnContext(looked -> reset()));
        }
    }

    /**
     * Waits a second for the end.
     *
     * @param released is told when the connection is free for the next call, or soon, if that takes more than a moment
     */
    void await(Runnable released) {
        AtomicBoolean told = new AtomicBoolean();
        Runnable tell = () -> {
            if (told.compareAndSet(false, true)) {
                released.run();
            }
        };
        long grace = context.owner().setTimer(GRACE_MS, late -> context.runOnContext(now -> tell.run()));
        long patience = context.owner().setTimer(PATIENCE_MS, late -> context.runOnContext(now -> reset()));
        if (!response.end().isComplete()) {
            response.handler(chunk -> {
                dropped += chunk.length();
                if (dropped > LIMIT) {
                    reset();
                }
            });
            response.resume();
        }
        response.end().onComplete(end -> {
            context.owner().cancelTimer(grace);
            context.owner().cancelTimer(patience);
            Pooled.then(request, context, tell);
        });
    }

    private void reset() {
        if (!response.end().isComplete()) {
            request.reset(CANCEL);
        }
    }
}
