package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import dev.runnel.model.scripted.ScriptedItems;
import dev.runnel.testing.LogCapture;
import dev.runnel.tool.RunningTools;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenRunsTest {

    private final OpenRuns open = new OpenRuns(2, ShutdownTimes.hasty());
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
    void aRunThatEndsInItsTimeIsNotCancelled() throws Exception {
        OpenRuns patient = new OpenRuns(1, new ShutdownTimes(Duration.ofSeconds(40), Duration.ofSeconds(20)));
        UnicastProcessor<StreamEvent> events = UnicastProcessor.create();
        patient.track("a", "A", () -> ended.add("a"), events).subscribe().withSubscriber(AssertSubscriber.create(1));
        CompletableFuture<Void> stop = CompletableFuture.runAsync(
                () -> patient.onShutdown(new ShutdownDelayInitiatedEvent()));
        await().until(patient::isStopping);
        assertThat(stop).isNotDone();

        events.onComplete();

        stop.get(10, TimeUnit.SECONDS);
        assertThat(ended).isEmpty();
    }

    @Test
    void aToolThatDoesNotStopIsToldWithItsRun() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Tool stubborn = Tool.named("stare").blocking((context, arguments) -> {
            started.countDown();
            while (released.getCount() > 0) {
                try {
                    released.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException goesOn) {
                    // as a tool should not
                }
            }
            return "done";
        });
        ToolContext call = new ToolContext(new RunContext("run_stubborn", Optional.empty()), new AgentRef("A"),
                (FunctionCall) ScriptedItems.functionCall("c1", "stare", "{}"));
        Cancellable running = stubborn.handler().call(call, JsonText.of("{}")).subscribe().with(output -> { });
        started.await();
        running.cancel();
        try (LogCapture log = LogCapture.start()) {
            open.onShutdown(new ShutdownDelayInitiatedEvent());

            assertThat(log.heard()).anyMatch(line -> line.contains(
                    "Run run_stubborn: the tool stare does not stop; it ends with the process"));
        }
        released.countDown();
        assertThat(RunningTools.awaitNone(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void theTimesOfAStopAreChecked() {
        assertThatThrownBy(() -> new ShutdownTimes(Duration.ofMillis(99), Duration.ZERO))
                .hasMessage("runnel.shutdown.budget is 99 ms, it must be from 100 ms to 24 h, for example 9s");
        assertThatThrownBy(() -> new ShutdownTimes(Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .hasMessage("runnel.shutdown.grace is 2000 ms,"
                        + " it must be from 0 to runnel.shutdown.budget, which is 1000 ms");
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
