package dev.runnel.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.event.AgentRef;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Demand, items, completion, failure, cancellation: what the outbox does to its subscriber and to the run behind it. */
class OutboxTest {

    private static final Outbox.Numbered EVENT = number -> RunUpdatedStreamEvent.started(
            EventOrigin.of("run_1", new AgentRef("A")), number);

    private final AssertSubscriber<StreamEvent> subscriber = AssertSubscriber.create();
    private final AtomicInteger pulls = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Outbox outbox = new Outbox(subscriber, pulls::incrementAndGet, closed::incrementAndGet);

    @Test
    void nothingIsDeliveredWithoutDemand() {
        outbox.emit(EVENT);
        outbox.end(EVENT, null);

        subscriber.assertHasNotReceivedAnyItem().assertNotTerminated();
        assertThat(pulls).hasValue(0);
        assertThat(closed).hasValue(0);
    }

    @Test
    void demandTakesWhatWaitsAndIsUsedUp() {
        outbox.emit(EVENT);
        outbox.emit(EVENT);
        outbox.emit(EVENT);

        outbox.request(2);

        subscriber.assertItems(EVENT.at(0), EVENT.at(1));
        assertThat(outbox.demand()).isZero();
        assertThat(pulls).as("something still waits").hasValue(0);
    }

    @Test
    void theRunIsAskedForMoreOnlyWhenNothingWaitsAndThereIsDemand() {
        outbox.request(1);
        assertThat(pulls).hasValue(1);
        outbox.emit(EVENT);
        assertThat(pulls).as("the demand is met").hasValue(1);
        outbox.request(1);
        assertThat(pulls).hasValue(2);
    }

    @Test
    void demandAddsUpToNoLimit() {
        outbox.request(Long.MAX_VALUE);
        outbox.request(Long.MAX_VALUE);
        outbox.emit(EVENT);

        assertThat(outbox.demand()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theEndComesAfterWhatWaitsAndCompletes() {
        outbox.emit(EVENT);
        outbox.end(EVENT, null);
        outbox.emit(EVENT);

        outbox.request(1);
        subscriber.assertItems(EVENT.at(0)).assertNotTerminated();
        outbox.request(1);

        subscriber.assertItems(EVENT.at(0), EVENT.at(1)).assertCompleted();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aFailureComesAfterTheLastEvent() {
        outbox.request(10);
        outbox.end(EVENT, new IllegalStateException("no"));

        subscriber.assertItems(EVENT.at(0)).assertFailedWith(IllegalStateException.class, "no");
        assertThat(closed).hasValue(1);
    }

    @Test
    void onlyTheFirstEndCounts() {
        outbox.end(EVENT, null);
        outbox.end(EVENT, new IllegalStateException("too late"));
        outbox.clear();

        outbox.request(10);

        subscriber.assertItems(EVENT.at(0)).assertCompleted();
        assertThat(closed).hasValue(1);
    }

    @Test
    void whatIsThrownAwayLeavesNoGapInTheNumbers() {
        outbox.request(1);
        outbox.emit(EVENT);
        outbox.emit(EVENT);
        outbox.clear();
        outbox.end(EVENT, null);

        outbox.request(1);

        assertThat(subscriber.getItems()).extracting(StreamEvent::sequenceNumber).containsExactly(0L, 1L);
    }

    @Test
    void anEventThatCannotBeMadeLeavesNoGapInTheNumbersAndTakesNoDemand() {
        outbox.request(1);
        assertThatThrownBy(() -> outbox.emit(number -> {
            throw new IllegalStateException("no event");
        })).hasMessage("no event");

        outbox.emit(EVENT);

        subscriber.assertItems(EVENT.at(0));
    }

    @Test
    void aSubscriberThatLeavesGetsNothingMore() {
        outbox.request(1);
        outbox.emit(EVENT);
        outbox.emit(EVENT);
        outbox.close();
        outbox.close();
        outbox.request(10);
        outbox.emit(EVENT);
        outbox.end(EVENT, null);
        outbox.refuse(new IllegalArgumentException());

        subscriber.assertItems(EVENT.at(0)).assertNotTerminated();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aRefusalNeedsNoDemandAndIsTheLastSignal() {
        outbox.emit(EVENT);
        outbox.refuse(new IllegalArgumentException("not positive"));
        outbox.request(10);

        subscriber.assertHasNotReceivedAnyItem().assertFailedWith(IllegalArgumentException.class, "not positive");
        assertThat(closed).hasValue(1);
    }

    @Test
    void askingForOneMoreInsideAnEventKeepsTheOrderAndTheStackFlat() {
        int events = 100_000;
        Reader reader = new Reader(own -> own.request(1));
        Outbox own = new Outbox(reader, () -> { }, closed::incrementAndGet);
        reader.outbox = own;
        for (int i = 0; i < events; i++) {
            own.emit(EVENT);
        }

        own.request(1);

        assertThat(reader.numbers).isEqualTo(LongStream.range(0, events).sum());
        assertThat(reader.count).isEqualTo(events);
    }

    @Test
    void leavingInsideAnEventIsAtOnce() {
        Reader reader = new Reader(Outbox::close);
        Outbox own = new Outbox(reader, () -> { }, closed::incrementAndGet);
        reader.outbox = own;
        own.emit(EVENT);
        own.emit(EVENT);

        own.request(10);

        assertThat(reader.count).isEqualTo(1);
        assertThat(closed).hasValue(1);
    }

    @Test
    void aSubscriberThatThrowsHasLeft() {
        Reader reader = new Reader(own -> {
            throw new AssertionError("thrown");
        });
        Outbox own = new Outbox(reader, pulls::incrementAndGet, closed::incrementAndGet);
        reader.outbox = own;
        own.emit(EVENT);
        own.emit(EVENT);

        assertThatThrownBy(() -> own.request(10)).isInstanceOf(AssertionError.class).hasMessage("thrown");
        own.end(EVENT, null);

        assertThat(reader.count).isEqualTo(1);
        assertThat(closed).hasValue(1);
        assertThat(pulls).hasValue(0);
    }

    @Test
    void aPullThatBringsAnEventLeadsToTheNextPullAndKeepsTheStackFlat() {
        int events = 100_000;
        AtomicInteger left = new AtomicInteger(events);
        Outbox[] own = new Outbox[1];
        own[0] = new Outbox(subscriber, () -> {
            if (left.getAndDecrement() > 0) {
                own[0].emit(EVENT);
            }
        }, closed::incrementAndGet);

        own[0].request(Long.MAX_VALUE);

        assertThat(subscriber.getItems()).hasSize(events);
    }

    /** Does something to the outbox at each event. */
    private static final class Reader implements MultiSubscriber<StreamEvent> {

        private final Consumer<Outbox> atEach;
        private Outbox outbox;
        private int count;
        private long numbers;

        Reader(Consumer<Outbox> atEach) {
            this.atEach = atEach;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            throw new AssertionError("the outbox does not subscribe");
        }

        @Override
        public void onItem(StreamEvent event) {
            count++;
            numbers += event.sequenceNumber();
            atEach.accept(outbox);
        }

        @Override
        public void onFailure(Throwable failure) {
            throw new AssertionError("no failure is expected", failure);
        }

        @Override
        public void onCompletion() {
            throw new AssertionError("no completion is expected");
        }
    }
}
