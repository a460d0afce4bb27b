package dev.runnel.model.embedded;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * Writes one answer to one client, word by word at its pace, as fast as the client reads, and stops when the client is
 * gone. Lives on the response's event loop.
 */
final class PacedStream {

    /** What goes without waiting is gathered up to this many bytes a write. */
    private static final int LARGEST_WRITE = 8 * 1024;

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final List<ResponseEvent> events;
    private final Pace pace;
    private final Runnable onEnd;
    private int next;
    private int waitedFor = -1;
    private long timer = NO_TIMER;
    private boolean over;

    /** @param onEnd run once, when all is written or the client is gone */
    PacedStream(Vertx vertx, HttpServerResponse response, List<ResponseEvent> events, Pace pace, Runnable onEnd) {
        this.vertx = vertx;
        this.response = response;
        this.events = events;
        this.pace = pace;
        this.onEnd = onEnd;
    }

    void start() {
        response.closeHandler(gone -> end());
        response.exceptionHandler(failure -> end());
        response.setChunked(true);
        write();
    }

    private void write() {
        while (!over) {
            Buffer due = Buffer.buffer();
            long wait = gather(due);
            if (next == events.size()) {
                end();
                response.end(due);
                return;
            }
            if (due.length() > 0) {
                response.write(due);
            }
            if (response.writeQueueFull()) {
                response.drainHandler(drained -> {
                    response.drainHandler(null);
                    pace.resume();
                    write();
                });
                return;
            }
            if (wait > 0) {
                timer = vertx.setTimer(wait, fired -> {
                    waitedFor = next;
                    write();
                });
                return;
            }
        }
    }

    /** Adds what may go now; returns how long the event after it has to wait. */
    private long gather(Buffer due) {
        while (next < events.size() && due.length() < LARGEST_WRITE) {
            ResponseEvent event = events.get(next);
            if (!event.pause().isZero() && next != waitedFor) {
                return event.pause().toMillis();
            }
            if (!event.pause().isZero()) {
                pace.resume();
            }
            if (event.isPaced()) {
                long wait = pace.waitMillis();
                if (wait > 0) {
                    return wait;
                }
                pace.wordSent();
            }
            due.appendBytes(event.frame());
            next++;
        }
        return 0;
    }

    private void end() {
        if (!over) {
            over = true;
            if (timer != NO_TIMER) {
                vertx.cancelTimer(timer);
            }
            onEnd.run();
        }
    }
}
