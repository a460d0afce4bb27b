package dev.runnel.run;

import dev.runnel.event.EventOrigin;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunItem;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseCompletedEvent;
import dev.runnel.model.ResponseErrorEvent;
import dev.runnel.model.ResponseFailedEvent;
import dev.runnel.model.ResponseIncompleteEvent;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ResponseOutputItemDoneEvent;
import dev.runnel.model.Usage;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One call of the model: passes its events on as they come, tells of each item right after its {@code output_item.done}, and
 * puts the answer together at the terminal event. Asks for no more events than the run's subscriber does.
 */
final class ModelTurn implements Step, MultiSubscriber<ModelEvent> {

    /** What comes of it, on the run's context: exactly one answer or failure, unless it is cancelled. */
    interface Listener {

        /** An event has come, and is passed on. */
        void received(ModelEvent event);

        /** The response is complete and has cost this, whether or not it can be used. */
        void spent(Usage usage);

        /** The answer is complete, and its items have been told. */
        void answered(ModelResponse response, List<ResponseItem> items);

        void failed(Throwable failure);
    }

    private static final int BATCH = 32;
    private static final long MILLIS_TO_CLOSE = 1000;

    private final EventOrigin origin;
    private final Toolbox toolbox;
    private final Mailbox mailbox;
    private final Outbox outbox;
    private final Listener listener;
    private final AtomicReference<Flow.Subscription> upstream = new AtomicReference<>();
    private final TurnItems items = new TurnItems();
    private final Set<String> calls = new HashSet<>();
    private Optional<ModelBehaviorException> wrongCall = Optional.empty();
    private long requested;
    private boolean receiving;
    private boolean done;
    private boolean cancelled;
    private boolean released;

    ModelTurn(EventOrigin origin, Toolbox toolbox, Mailbox mailbox, Outbox outbox, Listener listener) {
        this.origin = origin;
        this.toolbox = toolbox;
        this.mailbox = mailbox;
        this.outbox = outbox;
        this.listener = listener;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (Subscriptions.setIfEmpty(upstream, subscription)) {
            mailbox.execute(this::pull);
        }
    }

    @Override
    public void pull() {
        Flow.Subscription subscription = upstream.get();
        if (!done && !receiving && subscription != null && requested <= 0 && outbox.demand() > 0) {
            requested = Math.min(BATCH, outbox.demand());
            subscription.request(requested);
        }
    }

    @Override
    public void cancel() {
        done = true;
        cancelled = true;
        Subscriptions.cancel(upstream);
    }

    @Override
    public void onItem(ModelEvent event) {
        mailbox.execute(() -> received(event));
    }

    @Override
    public void onFailure(Throwable failure) {
        mailbox.execute(() -> {
            fail(failure);
            release();
        });
    }

    @Override
    public void onCompletion() {
        mailbox.execute(() -> {
            fail(new ModelBehaviorException("The model's stream ended before the response was complete: "
                    + "neither response.completed nor another terminal event came"));
            release();
        });
    }

    /** Whether the call has let go of its connection, so that the next one can take it. */
    boolean isReleased() {
        return released;
    }

    private void release() {
        if (!released) {
            released = true;
            outbox.resume();
        }
    }

    private void received(ModelEvent event) {
        if (done) {
            return; // what comes after the terminal event, or after a cancellation, is nobody's
        }
        requested--;
        receiving = true; // what this event brings comes before the next event
        try {
            if (event == null) {
                throw new ModelBehaviorException("The model's stream gave null in the place of an event");
            }
            listener.received(event);
            outbox.emit(number -> new RawResponsesStreamEvent(origin, number, event));
            if (!done) { // else the subscriber has cancelled the run at this very event
                handle(event);
            }
        } finally {
            receiving = false;
        }
        pull();
    }

    private void handle(ModelEvent event) {
        if (event instanceof ResponseOutputItemDoneEvent finished) {
            ResponseItem item = finished.item();
            items.streamed(finished.outputIndex(), item);
            tell(item);
        } else if (event instanceof ResponseCompletedEvent completed) {
            complete(completed.toModelResponse());
        } else if (event instanceof ResponseFailedEvent failed) {
            fail(behavior("The model could not answer", failed.message(), failed.code()));
        } else if (event instanceof ResponseIncompleteEvent incomplete) {
            fail(behavior("The model's answer is incomplete", incomplete.reason(), incomplete.reason()));
        } else if (event instanceof ResponseErrorEvent error) {
            fail(behavior("The model reported an error", error.message(), error.code()));
        }
    }

    private void complete(ModelResponse response) {
        listener.spent(response.usage());
        List<ResponseItem> added = items.complete(response);
        List<ResponseItem> all = items.items();
        added.forEach(this::check);
        done = true; // nothing that still comes may change the answer
        upstream.get().request(1); // some operators tell of their completion only when more is asked for
        if (!released) {
            mailbox.after(MILLIS_TO_CLOSE, this::close);
        }
        if (wrongCall.isPresent()) {
            listener.failed(wrongCall.get());
            return;
        }
        added.forEach(this::tellChecked);
        if (!cancelled) { // else the subscriber has cancelled the run at one of these items
            listener.answered(response, all);
        }
    }

    /** A model that stays open behind its terminal event keeps the run from its next turn. */
    private void close() {
        if (!released) {
            Subscriptions.cancel(upstream);
            release();
        }
    }

    private void tell(ResponseItem item) {
        check(item);
        if (wrongCall.isEmpty()) {
            tellChecked(item);
        }
    }

    private void tellChecked(ResponseItem item) {
        RunItem told = RunItems.of(item, origin.agent(), toolbox);
        RunItems.eventName(told).ifPresent(
                name -> outbox.emit(number -> new RunItemStreamEvent(origin, number, name, told)));
    }

    /** A call that cannot be answered ends the run, but only once the whole response has been delivered. */
    private void check(ResponseItem item) {
        if (wrongCall.isPresent() || !(item instanceof FunctionCall call)) {
            return;
        }
        if (!toolbox.answers(call.name())) {
            wrongCall = Optional.of(new ModelBehaviorException(
                    "Tool " + call.name() + " not found in agent " + origin.agent().name()));
        } else if (!calls.add(call.callId())) {
            wrongCall = Optional.of(new ModelBehaviorException(
                    "The model made two calls with the call_id " + call.callId() + " in one response"));
        }
    }

    private void fail(Throwable failure) {
        if (!done) {
            cancel();
            listener.failed(failure);
        }
    }

    private static ModelBehaviorException behavior(String what, Optional<String> message, Optional<String> code) {
        return new ModelBehaviorException(what + message.map(words -> ": " + words).orElse(""), code);
    }
}
