package dev.runnel.http;

import dev.runnel.event.StreamEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Writes one stream. Events may come from any thread and are encoded there; all that came within one turn of the event loop
 * leave in one write at its end. No more is asked for than the {@link Window} has room for.
 */
final class FrameWriter implements MultiSubscriber<StreamEvent>, Heartbeat.Stream {

    private static final Logger LOG = Logger.getLogger(FrameWriter.class);

    private final Frames frames;
    private final HttpServerResponse response;
    private final Context context;
    private final Heartbeat heartbeat;
    private final Runnable ended;
    private final Runnable gone;
    private final Handler<Void> flush = endOfTurn -> flush();
    private final AtomicReference<Flow.Subscription> upstream = new AtomicReference<>();

    // guarded by this
    private final Batch batch;
    private final Window window = new Window();
    private boolean scheduled;
    private boolean completed;
    private boolean asking;

    private boolean done; // only on the event loop

    private volatile long lastWrite;

    /** Runs {@code ended} when the response is complete, {@code gone} when the client left first; on the event loop. */
    FrameWriter(Batch batch, HttpServerResponse response, Context context, Heartbeat heartbeat, Runnable ended,
            Runnable gone) {
        this.batch = batch;
        this.frames = batch.frames();
        this.response = response;
        this.context = context;
        this.heartbeat = heartbeat;
        this.ended = ended;
        this.gone = gone;
    }

    /** Sends the head and what opens a stream, then the events. On the event loop. */
    void open(Multi<StreamEvent> events) {
        if (!done) {
            response.drainHandler(drained -> refill());
            heartbeat.add(this);
            write(frames.opening());
            events.subscribe().withSubscriber(this);
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (Subscriptions.setIfEmpty(upstream, subscription)) {
            ask();
        }
    }

    @Override
    public void onItem(StreamEvent event) {
        boolean toSchedule = false;
        synchronized (this) {
            if (completed) {
                return;
            }
            try {
                int bytes = batch.add(event);
                if (bytes == 0) {
                    window.skip();
                } else {
                    window.hold(bytes);
                    toSchedule = schedule();
                }
            } catch (RuntimeException unencodable) {
                LOG.errorf(unencodable, "Event %d of run %s could not be encoded; its stream ends here",
                        event.sequenceNumber(),
                        event.runId());
                Subscriptions.cancel(upstream);
                completed = true;
                toSchedule = schedule();
            }
        }
        if (toSchedule) {
            context.runOnContext(flush);
        }
        ask();
    }

    @Override
    public void onCompletion() {
        boolean toSchedule;
        synchronized (this) {
            completed = true;
            toSchedule = schedule();
        }
        if (toSchedule) {
            context.runOnContext(flush);
        }
    }

    /** A run tells of its failure in its last event: the response ends as any other does. */
    @Override
    public void onFailure(Throwable failure) {
        LOG.debugf("A stream of events ended with a failure: %s", failure);
        onCompletion();
    }

    /** Whether the caller has to schedule the flush; under the lock. */
    private boolean schedule() {
        boolean first = !scheduled;
        scheduled = true;
        return first;
    }

    private void flush() {
        Buffer bytes;
        boolean last;
        synchronized (this) {
            scheduled = false;
            bytes = batch.take();
            window.write();
            last = completed;
        }
        if (done) {
            return;
        }
        if (last) {
            done = true;
            heartbeat.remove(this);
            response.end(bytes);
            ended.run();
        } else {
            write(bytes);
            refill();
        }
    }

    private void write(Buffer bytes) {
        lastWrite = System.nanoTime();
        response.write(bytes).onFailure(lost -> cancel());
    }

    /** After a write, and when a full connection has drained. On the event loop. */
    private void refill() {
        if (!done && !response.writeQueueFull()) {
            synchronized (this) {
                window.release();
            }
            ask();
        }
    }

    /** One thread at a time asks, as the Reactive Streams specification wants (2.7); it asks for the others too. */
    private void ask() {
        Flow.Subscription source = upstream.get();
        synchronized (this) {
            if (asking || source == null) {
                return;
            }
            asking = true;
        }
        while (true) {
            int more;
            synchronized (this) {
                more = completed ? 0 : window.ask();
                if (more == 0) {
                    asking = false;
                    return;
                }
            }
            source.request(more);
        }
    }

    @Override
    public void breakSilence(long now, long silence) {
        if (now - lastWrite >= silence) {
            context.runOnContext(onEventLoop -> {
                if (!done && !response.writeQueueFull()) {
                    write(frames.comment());
                }
            });
        }
    }

    /** The client is gone. On the event loop. */
    void cancel() {
        if (!done) {
            done = true;
            heartbeat.remove(this);
            synchronized (this) {
                completed = true;
                batch.take();
            }
            Subscriptions.cancel(upstream);
            gone.run();
        }
    }
}
