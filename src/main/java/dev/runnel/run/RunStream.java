package dev.runnel.run;

import dev.runnel.event.StreamEvent;
import io.smallrye.mutiny.helpers.Subscriptions;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** The events of one run, for one subscriber: the first subscription starts the run, a second one is refused. */
final class RunStream extends AbstractMulti<StreamEvent> {

    private final Function<MultiSubscriber<? super StreamEvent>, Run> start;
    private final AtomicBoolean taken = new AtomicBoolean();

    RunStream(Function<MultiSubscriber<? super StreamEvent>, Run> start) {
        this.start = start;
    }

    @Override
    public void subscribe(MultiSubscriber<? super StreamEvent> subscriber) {
        if (taken.compareAndSet(false, true)) {
            Run run = start.apply(subscriber);
            try {
                subscriber.onSubscribe(run);
            } catch (Throwable thrown) { // against rule 2.13 of Reactive Streams: it will never cancel
                run.cancel();
                throw thrown;
            }
        } else {
            Subscriptions.fail(subscriber, new IllegalStateException(
                    "The events of a run have one subscriber, and there was one already; "
                            + "broadcast the Multi to share them"));
        }
    }
}
