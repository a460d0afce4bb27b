package dev.runnel.model.retry;

import dev.runnel.model.Model;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelTimeoutException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.HalfSerializer;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends a call of a model that takes longer than its settings allow: it is cancelled, and fails with
 * {@link ModelTimeoutException}. Time that a reader takes who asks for nothing does not count.
 */
public final class TimeLimited implements Model {

    private final Model model;
    private final Timer timer;

    /**
     * @param model whose calls shall be bounded
     * @param timer what tells the time
     */
    public TimeLimited(Model model, Timer timer) {
        this.model = Objects.requireNonNull(model, "model");
        this.timer = Objects.requireNonNull(timer, "timer");
    }

    @Override
    public Multi<ModelEvent> stream(ModelRequest request) {
        Multi<ModelEvent> events = model.stream(request);
        return request.settings().timeout().<Multi<ModelEvent>> map(limit -> new Limited(events, limit, timer))
                .orElse(events);
    }

    private static final class Limited extends AbstractMulti<ModelEvent> {

        private final Multi<ModelEvent> upstream;
        private final Duration limit;
        private final Timer timer;

        Limited(Multi<ModelEvent> upstream, Duration limit, Timer timer) {
            this.upstream = upstream;
            this.limit = limit;
            this.timer = timer;
        }

        @Override
        public void subscribe(MultiSubscriber<? super ModelEvent> downstream) {
            upstream.subscribe().withSubscriber(new Watched(downstream, limit, timer));
        }
    }

    private static final class Watched implements MultiSubscriber<ModelEvent>, Flow.Subscription {

        private final MultiSubscriber<? super ModelEvent> downstream;
        private final Duration limit;
        private final Timer timer;
        private final AtomicReference<Flow.Subscription> upstream = new AtomicReference<>();
        private final AtomicInteger emitting = new AtomicInteger();
        private final AtomicReference<Throwable> ending = new AtomicReference<>();

        // guarded by this
        private long outstanding;
        private long waited;
        private long since;
        private boolean over;
        private boolean answered;
        private Runnable forget = () -> { };

        Watched(MultiSubscriber<? super ModelEvent> downstream, Duration limit, Timer timer) {
            this.downstream = downstream;
            this.limit = limit;
            this.timer = timer;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            if (Subscriptions.setIfEmpty(upstream, subscription)) {
                downstream.onSubscribe(this);
            }
        }

        @Override
        public void request(long n) {
            if (n > 0) {
                asked(n);
            }
            Flow.Subscription subscription = upstream.get();
            subscription.request(n);
        }

        private synchronized void asked(long n) {
            if (outstanding == 0 && !over && !answered) {
                since = timer.nanoTime();
                forget = timer.after(limit.minusNanos(waited), this::late);
            }
            outstanding = Subscriptions.add(outstanding, n);
        }

        @Override
        public void onItem(ModelEvent event) {
            came(event);
            HalfSerializer.onNext(downstream, event, emitting, ending);
        }

        private synchronized void came(ModelEvent event) {
            outstanding = outstanding == Long.MAX_VALUE ? outstanding : outstanding - 1;
            answered |= event.isTerminal();
            if (outstanding == 0 || answered) {
                waited = Math.min(limit.toNanos(), waited + timer.nanoTime() - since);
                forget.run();
            }
        }

        private void late() {
            if (stop()) {
                Subscriptions.cancel(upstream);
                HalfSerializer.onError(downstream, ModelTimeoutException.ofAttempt(limit), emitting, ending);
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (stop()) {
                HalfSerializer.onError(downstream, failure, emitting, ending);
            }
        }

        @Override
        public void onCompletion() {
            if (stop()) {
                HalfSerializer.onComplete(downstream, emitting, ending);
            }
        }

        @Override
        public void cancel() {
            stop();
            Subscriptions.cancel(upstream);
        }

        private synchronized boolean stop() {
            boolean first = !over;
            over = true;
            forget.run();
            return first;
        }
    }
}
