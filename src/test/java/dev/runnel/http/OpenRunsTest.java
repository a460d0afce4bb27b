package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.event.StreamEvent;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenRunsTest {

    private final OpenRuns open = new OpenRuns(2);
    private final List<String> ended = new ArrayList<>();

    @Test
    void aRunIsOpenFromItsSubscriptionToItsEnd() {
        Multi<StreamEvent> completing = track("a", Multi.createFrom().items(StreamedEndpoints.event(0)));
        assertThat(open.count()).isZero();
        AssertSubscriber<StreamEvent> reader = completing.subscribe().withSubscriber(AssertSubscriber.create(0));
        assertThat(open.count()).isOne();
        reader.request(1).assertCompleted();
        assertThat(open.count()).isZero();
    }

    @Test
    void aFailedOneAndACancelledOneAreNotOpen() {
        track("a", Multi.createFrom().failure(new IllegalStateException())).subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        AssertSubscriber<StreamEvent> leaving = track("b", Multi.createFrom().nothing()).subscribe()
                .withSubscriber(AssertSubscriber.create(1));
        assertThat(open.count()).isOne();
        leaving.cancel();
        assertThat(open.count()).isZero();
    }

    @Test
    void whenTheApplicationIsStoppedEachOpenRunIsEndedAndNoNewOneBegins() {
        open.admit();
        track("a", Multi.createFrom().nothing()).subscribe().withSubscriber(AssertSubscriber.create(1));
        track("b", Multi.createFrom().nothing()).subscribe().withSubscriber(AssertSubscriber.create(1)).cancel();
        open.track("c", "A", () -> {
            throw new IllegalStateException("cannot end");
        }, Multi.createFrom().nothing()).subscribe().withSubscriber(AssertSubscriber.create(1));
        track("d", Multi.createFrom().nothing()).subscribe().withSubscriber(AssertSubscriber.create(1));

        open.onShutdown(new ShutdownDelayInitiatedEvent());

        assertThat(ended).containsExactlyInAnyOrder("a", "d");
        ProblemException refused = catchThrowableOfType(ProblemException.class, open::admit);
        assertThat(refused.getResponse().getStatus()).isEqualTo(503);
        assertThat(refused.getResponse().getHeaderString("Retry-After")).isEqualTo("1");
    }

    @Test
    void aRunThatWasAdmittedBeforeTheStopAndBeginsAfterItIsEndedAtOnce() {
        open.admit();
        Multi<StreamEvent> events = track("late", Multi.createFrom().nothing());
        open.onShutdown(new ShutdownDelayInitiatedEvent());
        events.subscribe().withSubscriber(AssertSubscriber.create(1));
        assertThat(ended).containsExactly("late");
    }

    @Test
    void moreThanAllowedAreRefusedUntilAPlaceIsGivenBack() {
        Runnable first = open.admit();
        open.admit();
        ProblemException refused = catchThrowableOfType(ProblemException.class, open::admit);
        assertThat(refused.getResponse().getStatus()).isEqualTo(429);
        assertThat(refused.getResponse().getHeaderString("Retry-After")).isEqualTo("1");
        assertThat(refused).hasMessage(
                "There are as many runs as this server allows at the same time, 2; try again in a moment");

        first.run();
        first.run();

        assertThat(open.taken()).isOne();
        open.admit();
        assertThat(catchThrowableOfType(ProblemException.class, open::admit)).isNotNull();
    }

    private Multi<StreamEvent> track(String runId, Multi<StreamEvent> events) {
        return open.track(runId, "A", () -> ended.add(runId), events);
    }
}
