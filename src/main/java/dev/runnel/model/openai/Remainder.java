package dev.runnel.model.openai;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClientResponse;

/** What still comes of an answer after its last event: dropped, for a limited time and up to a limited size. */
final class Remainder {

    private static final long PATIENCE_MS = 1000;
    private static final int LIMIT = 64 * 1024;

    private final HttpClientResponse response;
    private final Runnable giveUp;
    private long dropped;

    Remainder(HttpClientResponse response, Runnable giveUp) {
        this.response = response;
        this.giveUp = giveUp;
    }

    void drop(Context context) {
        long timer = context.owner().setTimer(PATIENCE_MS, late -> giveUp.run());
        response.end().onComplete(end -> context.owner().cancelTimer(timer));
        response.handler(chunk -> {
            dropped += chunk.length();
            if (dropped > LIMIT) {
                response.handler(null);
                giveUp.run();
            }
        });
        response.resume();
    }
}
