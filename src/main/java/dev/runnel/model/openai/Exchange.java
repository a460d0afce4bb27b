package dev.runnel.model.openai;

import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelTimeoutException.Phase;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.ContextInternal;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One streamed call: the bytes to send, and the subscription to the bytes that come back. The REST client carries it as the
 * request's entity; {@link ExchangeWriter} and {@link ExchangeFilter} show it the live request and response. One chunk is
 * read ahead of the demand, so that an end or a failure is noticed without demand. All signals come on the context of the
 * subscription; {@link #request}, {@link #cancel} and {@link #finished} may come from any thread.
 */
public final class Exchange implements Flow.Subscription, StreamingOutput {

    private final byte[] body;
    private final MultiSubscriber<? super Buffer> downstream;
    private final ContextInternal context;
    private final Faults faults;
    private final Watch watch;
    private final AtomicLong wanted = new AtomicLong();

    // guarded by this: cancel comes at any time, from anywhere
    private HttpClientRequest request;
    private HttpClientResponse response;
    private Runnable takeOver;
    private volatile boolean done;

    // only on the context
    private final Queue<Buffer> arrived = new ArrayDeque<>();
    private Refusal refusal;
    private long received;
    private boolean ended;
    private Throwable broken;
    private boolean open;
    private boolean asked;
    private boolean draining;
    private Optional<String> authorization = Optional.empty();
    private Extras extras = Extras.NONE;

    Exchange(byte[] body, MultiSubscriber<? super Buffer> downstream, ContextInternal context, Faults faults,
            ModelTimeouts timeouts) {
        this.body = body;
        this.downstream = downstream;
        this.context = context;
        this.faults = faults;
        this.watch = new Watch(context, timeouts, this::timedOut);
    }

    /** Writes the request's body. */
    @Override
    public void write(OutputStream out) throws IOException {
        out.write(body);
    }

    boolean isDone() {
        return done;
    }

    Optional<String> authorization() {
        return authorization;
    }

    /** What the call carries beside its body. */
    void authorized(Optional<String> authorization, Extras extras) {
        this.authorization = authorization;
        this.extras = extras;
    }

    Extras extras() {
        return extras;
    }

    /** The call begins; the wait for its first byte runs from here. */
    void started() {
        watch.started();
    }

    /** All request filters have run: this is the address that will be called. */
    void addressed(URI address) {
        faults.addressed(address);
    }

    /**
     * There is a connection, and nothing is sent yet; the connection tells of its end before anyone else hears of it. A call
     * that was cancelled while it waited for one ends here; over HTTP/2 only after the request is out, because Vert.x 4.5
     * never gives back a stream that is reset before that.
     */
    synchronized void sending(HttpClientRequest request, Runnable takeOver) {
        this.request = request;
        request.setFollowRedirects(false); // the key goes to no other host
        // A break right behind the head: the connection hears of it before the client's stream, which would drop what it has
        // read. And without a handler Vert.x logs a peer's reset as an error.
        this.takeOver = takeOver;
        WeakReference<Exchange> self = new WeakReference<>(this); // the connection outlives the exchange
        request.connection().exceptionHandler(reset -> connectionEnds(self.get()));
        request.connection().closeHandler(closed -> connectionEnds(self.get()));
        if (done && request.version() == HttpVersion.HTTP_2) {
            reset();
        } else if (done) {
            request.exceptionHandler(expected -> { }).reset(Remainder.CANCEL);
        }
    }

    private static void connectionEnds(Exchange exchange) {
        if (exchange != null) {
            exchange.context.emit(exchange.takeOver, Runnable::run);
        }
    }

    /** Whether there was no connection yet that the call could have gone out on, and there is still somebody to call for. */
    synchronized boolean isUnsent() {
        return request == null && !done;
    }

    synchronized boolean isAnswered() {
        return response != null;
    }

    /** The head is there; the body is paused but for the bytes that were read with it. */
    synchronized void answered(HttpClientResponse response, Buffer begun) {
        this.response = response;
        if (done) {
            reset();
            return;
        }
        if (begun.length() > 0) {
            keep(begun);
        }
        if (!response.end().succeeded()) { // chunks may wait behind a break that is known already
            response.handler(this::arrived);
        }
        response.end().onSuccess(end -> Pooled.then(request, context, () -> end(null)));
        // what had arrived before the connection broke is delivered first
        response.end().onFailure(failure -> {
            response.resume();
            context.runOnContext(nothing -> end(failure));
        });
    }

    /** All response filters have run: let the body flow. */
    void opened() {
        context.emit(null, nothing -> {
            if (response == null) {
                failed(new IllegalStateException("a filter of the REST client answered in the model's place"));
                return;
            }
            if (!Refusal.isEventStream(response)) {
                refusal = new Refusal(response, Secrets.sentWith(request));
                watch.refused();
            }
            open = true;
            drain();
        });
    }

    /** The call failed, or an exception mapper made a failure of the answer, which is then read here all the same. */
    void failed(Throwable failure) {
        context.emit(null, nothing -> {
            if (response != null && !open && !Refusal.isEventStream(response)) {
                opened();
            } else {
                Throwable known = faults.of(failure);
                boolean onTheWire = request != null && response == null && !(known instanceof AgentsException);
                fail(onTheWire ? faults.broken(failure, 0) : known, response != null);
            }
        });
    }

    private void arrived(Buffer chunk) {
        asked = false;
        keep(chunk);
        context.emit(null, nothing -> drain());
    }

    private void keep(Buffer chunk) {
        received += chunk.length();
        arrived.add(chunk);
        watch.received();
    }

    private void end(Throwable failure) {
        ended = true;
        broken = failure;
        drain();
    }

    private void drain() {
        if (draining || !open || done) {
            return;
        }
        draining = true;
        try {
            deliver();
        } catch (RuntimeException | Error broken) {
            // a subscriber that throws breaks the specification; nobody else would notice
            fail(broken, true);
        } finally {
            draining = false;
        }
        if (done) {
            return;
        }
        if (refusal != null && (ended || refusal.isFull())) {
            fail(refusal.failure(), !ended);
        } else if (ended && arrived.isEmpty()) {
            terminate();
        } else if (arrived.isEmpty() && !asked) {
            asked = true;
            response.fetch(1);
        }
        watch.waiting(arrived.isEmpty() && wanted.get() > 0);
    }

    private void deliver() {
        while (!done && !arrived.isEmpty() && (refusal != null || wanted.get() > 0)) {
            Buffer chunk = arrived.remove();
            if (refusal != null) {
                refusal.append(chunk);
            } else {
                Subscriptions.subtract(wanted, 1);
                downstream.onItem(chunk);
            }
        }
    }

    private void terminate() {
        if (broken != null) {
            fail(faults.broken(broken, received), false);
        } else if (finish(false)) {
            downstream.onCompletion();
        }
    }

    private void timedOut(Phase phase) {
        if (refusal != null) { // its head has told enough
            fail(refusal.failure(), true);
        } else {
            fail(faults.timeout(phase, watch.limit(phase)), true);
        }
    }

    private void fail(Throwable failure, boolean reset) {
        if (finish(reset)) {
            downstream.onFailure(failure);
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            context.emit(null, nothing -> fail(Subscriptions.getInvalidRequestException(), true));
            return;
        }
        Subscriptions.add(wanted, n);
        context.emit(null, nothing -> drain());
    }

    /** Ends the call at once, in whatever phase it is. The provider sees its connection closed, or its stream reset. */
    @Override
    public void cancel() {
        finish(true);
    }

    /**
     * The subscriber has all that it wants, and gets no further signal. The little that a provider sends after its last
     * event is read and dropped, so that the connection can serve the next call; if that takes too long, it is closed.
     *
     * @param released is told on the context when the connection is free for the next call, at the latest after a moment
     *        (100 ms): who completes only then, and calls again, needs no second connection
     */
    void finished(Runnable released) {
        context.emit(null, nothing -> {
            if (!finish(false)) {
                return;
            }
            if (response != null && !ended) {
                new Remainder(request, response, context).await(released);
            } else {
                reset();
                released.run();
            }
        });
    }

    /** Ends the exchange once; closes the connection unless the answer has come to its end. */
    private synchronized boolean finish(boolean reset) {
        if (done) {
            return false;
        }
        done = true;
        watch.stop();
        if (reset) {
            reset();
        }
        return true;
    }

    private synchronized void reset() {
        if (request != null) {
            context.runOnContext(afterItIsSent -> {
                // the head may have come, and not yet got here through the client's filters
                HttpClientResponse answer = response != null ? response : request.response().result();
                if (answer != null) {
                    new Remainder(request, answer, context).cut();
                } else {
                    request.reset(Remainder.CANCEL);
                }
            });
        }
    }
}
