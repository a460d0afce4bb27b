package dev.runnel.model.retry;

import dev.runnel.model.ModelEvent;
import dev.runnel.model.ResponseCreatedEvent;
import dev.runnel.model.ResponseInProgressEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds back what a model sends before it begins to answer, {@code response.created} and {@code response.in_progress}, until
 * anything else comes, and throws that away if a failure comes instead. So an attempt that fails has given nothing at all.
 */
final class Prelude extends AbstractMulti<ModelEvent> {

    /** A model that only ever says that it is at work shall not fill the memory. */
    static final int MOST = 32;

    private final Multi<ModelEvent> upstream;

    Prelude(Multi<ModelEvent> upstream) {
        this.upstream = upstream;
    }

    @Override
    public void subscribe(MultiSubscriber<? super ModelEvent> downstream) {
        upstream.subscribe().withSubscriber(new Holding(downstream));
    }

    private static final class Holding implements MultiSubscriber<ModelEvent>, Flow.Subscription {

        private final MultiSubscriber<? super ModelEvent> downstream;
        private final AtomicReference<Flow.Subscription> upstream = new AtomicReference<>();
        private final Queue<ModelEvent> arrived = new ConcurrentLinkedQueue<>();
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicInteger signals = new AtomicInteger();
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicLong asked = new AtomicLong();
        private volatile boolean begun;
        private volatile boolean ended;
        private volatile Throwable failure;
        private volatile boolean cancelled;
        private boolean done; // only by who drains

        Holding(MultiSubscriber<? super ModelEvent> downstream) {
            this.downstream = downstream;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            if (Subscriptions.setIfEmpty(upstream, subscription)) {
                downstream.onSubscribe(this);
            }
        }

        @Override
        public void onItem(ModelEvent event) {
            arrived.add(event);
            boolean before = event instanceof ResponseCreatedEvent || event instanceof ResponseInProgressEvent;
            begun |= !before || count.incrementAndGet() > MOST;
            asked.decrementAndGet();
            drain();
        }

        @Override
        public void onFailure(Throwable reason) {
            failure = reason;
            ended = true;
            drain();
        }

        @Override
        public void onCompletion() {
            begun = true;
            ended = true;
            drain();
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                cancel();
                downstream.onFailure(Subscriptions.getInvalidRequestException());
                return;
            }
            Subscriptions.add(wanted, n);
            drain();
        }

        @Override
        public void cancel() {
            cancelled = true;
            Subscriptions.cancel(upstream);
        }

        /** One thread at a time; what comes meanwhile is seen by the one that is here. */
        private void drain() {
            if (signals.getAndIncrement() != 0) {
                return;
            }
            int seen = 1;
            do {
                deliver();
                seen = signals.addAndGet(-seen);
            } while (seen != 0);
        }

        private void deliver() {
            boolean over = ended; // before the look at what has arrived: nothing arrives after it
            while (begun && !cancelled && wanted.get() > 0 && !arrived.isEmpty()) {
                Subscriptions.subtract(wanted, 1);
                downstream.onItem(arrived.remove());
            }
            if (cancelled || done) {
                return;
            }
            if (over && (!begun || arrived.isEmpty())) {
                done = true;
                terminate();
            } else if (!over && wanted.get() > 0 && asked.get() <= 0) {
                long more = begun ? wanted.get() : 1;
                asked.addAndGet(more);
                upstream.get().request(more);
            }
        }

        private void terminate() {
            arrived.clear();
            if (failure != null) {
                downstream.onFailure(failure);
            } else {
                downstream.onCompletion();
            }
        }
    }
}
