package dev.runnel.run;

import dev.runnel.event.StreamEvent;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The events that the subscriber has not asked for yet, and its demand. Numbers the events as they leave, so that what is
 * thrown away leaves no gap. Asks for more of the run only when it is empty and there is demand: that bounds it. Used on the
 * run's context only.
 */
final class Outbox {

    /** An event that waits for its number. */
    @FunctionalInterface
    interface Numbered {
        StreamEvent at(long sequenceNumber);
    }

    private final MultiSubscriber<? super StreamEvent> subscriber;
    private final Runnable pull;
    private final Runnable closed;
    private final Queue<Numbered> waiting = new ArrayDeque<>();
    private long demand;
    private long sequenceNumber;
    private boolean delivering;
    private boolean pulling;
    private boolean pullAgain;
    private boolean ending;
    private boolean done;
    private Throwable failure;

    /**
     * @param subscriber whom the events are for
     * @param pull what to call when there is demand and nothing is waiting
     * @param closed what to call once, when nothing more will be delivered
     */
    Outbox(MultiSubscriber<? super StreamEvent> subscriber, Runnable pull, Runnable closed) {
        this.subscriber = subscriber;
        this.pull = pull;
        this.closed = closed;
    }

    /** How many events the subscriber waits for. */
    long demand() {
        return demand;
    }

    void request(long n) {
        demand = Subscriptions.add(demand, n);
        drain();
    }

    void emit(Numbered event) {
        if (!ending && !done) {
            waiting.add(event);
            drain();
        }
    }

    /** The last event, after everything that waits; then the completion, or the failure if there is one. */
    void end(Numbered last, Throwable failure) {
        if (!ending && !done) {
            waiting.add(last);
            ending = true;
            this.failure = failure;
            drain();
        }
    }

    /** The failure at once, without any event more: for a subscriber that breaks the rules. */
    void refuse(Throwable refusal) {
        if (!done) {
            waiting.clear();
            failure = refusal;
            finish();
        }
    }

    /** Throws away what waits, unless the end is on its way. */
    void clear() {
        if (!ending) {
            waiting.clear();
        }
    }

    /** The subscriber has left: nothing more is delivered. */
    void close() {
        if (!done) {
            done = true;
            waiting.clear();
            closed.run();
        }
    }

    /** Looks whether something can go on. */
    void resume() {
        drain();
    }

    private void drain() {
        if (delivering) {
            return; // the loop below sees what has changed
        }
        delivering = true;
        try {
            while (demand > 0 && !waiting.isEmpty() && !done) {
                StreamEvent event = waiting.remove().at(sequenceNumber);
                sequenceNumber++;
                demand = demand == Long.MAX_VALUE ? demand : demand - 1;
                deliver(event);
            }
        } finally {
            delivering = false;
        }
        if (!done && waiting.isEmpty()) {
            if (ending) {
                finish();
            } else {
                pullAll();
            }
        }
    }

    /** A pull may bring events, and so end up here again: those ask the outermost one to go on, and the stack stays flat. */
    private void pullAll() {
        pullAgain = true;
        if (pulling) {
            return;
        }
        pulling = true;
        try {
            while (pullAgain && demand > 0 && waiting.isEmpty() && !ending && !done) {
                pullAgain = false;
                pull.run();
            }
        } finally {
            pulling = false;
        }
    }

    /** A subscriber must not throw (Reactive Streams, rule 2.13); one that does has left. */
    private void deliver(StreamEvent event) {
        try {
            subscriber.onItem(event);
        } catch (Throwable thrown) {
            close();
            throw thrown;
        }
    }

    private void finish() {
        done = true;
        try {
            if (failure == null) {
                subscriber.onCompletion();
            } else {
                subscriber.onFailure(failure);
            }
        } finally {
            closed.run();
        }
    }
}
