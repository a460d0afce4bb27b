package dev.runnel.model.openai;

import dev.runnel.model.MalformedJsonException;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import dev.runnel.sse.SseDecoder;
import dev.runnel.sse.SseLimitException;
import dev.runnel.sse.SseRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The bytes of an answer as the model's events. One chunk is read when everything of the one before was taken and more is
 * asked for. Each record's data is proved to be one JSON object before anybody sees it.
 */
final class ResponseStream extends AbstractMulti<ModelEvent> {

    private final Uni<Multi<Buffer>> call;
    private final Function<Consumer<ModelEvent>, Reading> format;

    /** The answer of the Responses API. */
    ResponseStream(Uni<Multi<Buffer>> call) {
        this(call, ResponsesReading::new);
    }

    /** @param format makes a reading, given who takes the events */
    ResponseStream(Uni<Multi<Buffer>> call, Function<Consumer<ModelEvent>, Reading> format) {
        this.call = call;
        this.format = format;
    }

    @Override
    public void subscribe(MultiSubscriber<? super ModelEvent> downstream) {
        Decoding decoding = new Decoding(downstream, format);
        downstream.onSubscribe(decoding);
        Context here = Vertx.currentContext();
        call.subscribe().with(chunks -> {
            if (here == null || here == Vertx.currentContext()) {
                chunks.subscribe().withSubscriber(decoding);
            } else { // the one who told whom to call has a context of its own; the signals shall come on ours
                here.runOnContext(back -> chunks.subscribe().withSubscriber(decoding));
            }
        }, decoding::onFailure);
    }

    private static final class Decoding implements MultiSubscriber<Buffer>, Flow.Subscription {

        private final MultiSubscriber<? super ModelEvent> downstream;
        private final Reading reading;
        private final SseDecoder decoder = new SseDecoder();
        private final AtomicReference<Flow.Subscription> upstream = new AtomicReference<>();
        private final AtomicLong wanted = new AtomicLong();
        private final AtomicInteger signals = new AtomicInteger();
        private final Queue<ModelEvent> decoded = new ConcurrentLinkedQueue<>();

        // written by the upstream's signals, before they are counted
        private volatile boolean chunkAsked;
        private volatile boolean terminal;
        private volatile boolean ended;
        private volatile Optional<Throwable> failure = Optional.empty();

        private volatile boolean cancelled;
        private boolean done; // only by who drains

        Decoding(MultiSubscriber<? super ModelEvent> downstream, Function<Consumer<ModelEvent>, Reading> format) {
            this.downstream = downstream;
            this.reading = format.apply(this::decoded);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            if (Subscriptions.setIfEmpty(upstream, subscription)) {
                drain();
            }
        }

        @Override
        public void onItem(Buffer chunk) {
            try {
                byte[] bytes = chunk.getBytes();
                decoder.decode(bytes, 0, bytes.length, this::decode);
            } catch (SseLimitException tooLarge) {
                broken(new ModelBehaviorException("The model sent an event that is too large: " + tooLarge.getMessage()));
            }
            chunkAsked = false;
            drain();
        }

        private void decode(SseRecord record) {
            if (!isSettled()) {
                guarded(() -> reading.read(record.data()));
            }
        }

        private void decoded(ModelEvent event) {
            decoded.add(event);
            terminal |= event.isTerminal();
        }

        /** Whether it is known already how the answer ends. */
        private boolean isSettled() {
            return terminal || failure.isPresent();
        }

        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (MalformedJsonException malformed) {
                broken(new ModelBehaviorException("The model sent an event whose data is not one JSON object: "
                        + malformed.getMessage()));
            } catch (ModelBehaviorException noEvent) {
                broken(noEvent);
            }
        }

        private void broken(ModelBehaviorException reason) {
            failure = Optional.of(reason);
            upstream.get().cancel();
        }

        @Override
        public void onFailure(Throwable reason) {
            end(() -> reason);
        }

        @Override
        public void onCompletion() {
            end(() -> new ModelBehaviorException("The model's stream ended without " + reading.ending()
                    + (decoder.isTruncated() ? ", in the middle of an event" : "")));
        }

        /** The answer may be whole without an event that says so. */
        private void end(Supplier<Throwable> otherwise) {
            ended = true;
            if (!isSettled()) {
                guarded(reading::end);
            }
            if (!isSettled()) {
                failure = Optional.of(otherwise.get());
            }
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
            while (!cancelled && wanted.get() > 0 && !decoded.isEmpty()) {
                Subscriptions.subtract(wanted, 1);
                downstream.onItem(decoded.remove());
            }
            if (cancelled || done || !decoded.isEmpty()) {
                return;
            }
            if (terminal) {
                done = true;
                finish();
            } else if (failure.isPresent()) {
                done = true;
                downstream.onFailure(failure.get());
            } else if (wanted.get() > 0 && !chunkAsked && upstream.get() != null) {
                chunkAsked = true;
                upstream.get().request(1);
            }
        }

        /** Completes when the connection can serve the next call, so that the next call takes it. */
        private void finish() {
            if (!ended && upstream.get() instanceof Exchange exchange) {
                exchange.finished(downstream::onCompletion);
            } else {
                downstream.onCompletion();
            }
        }
    }
}
