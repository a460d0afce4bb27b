package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.tool.Tool;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The request context of a run, in the real container: its own, the same all the time, and gone with the run. */
@QuarkusTest
class RunScopeTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Inject
    Runner runner;

    @Inject
    Visit visit;

    @Inject
    CurrentIdentityAssociation identity;

    @Inject
    Vertx vertx;

    private final ScriptedModel model = new ScriptedModel();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Test
    void aRunHasARequestContextOfItsOwnThatOutlivesTheCallersAndEndsWithTheRun() throws Exception {
        model.answer(functionCall("c1", "here", "{}"), functionCall("c2", "elsewhere", "{}")).answer(message("done"));
        String[] callers = new String[1];
        RunResultStreaming result = inRequest(() -> {
            callers[0] = visit.id();
            return runner.runStreamed(agent(), "hi");
        });
        assertThat(Visit.GONE).as("the caller's request is over").contains(callers[0]);

        Reader reader = new Reader();
        result.streamEvents().subscribe().withSubscriber(reader);

        assertThat(reader.ended).succeedsWithin(LIMIT);
        assertThat(seen).as("one request context in tools, while events are delivered, and at the end").hasSize(1)
                .doesNotContain(callers[0], visit.id());
        assertThat(reader.threads).as("events come on an event loop, in a context of the run").containsOnly(true);
        untilGone();
        assertThat(Visit.GONE).containsAll(seen).doesNotContain(visit.id());
    }

    @Test
    void aRunSeesItsCallersIdentityAlsoAfterTheCallersRequest() throws Exception {
        model.answer(functionCall("c1", "who", "{}")).answer(message("done"));
        Tool who = Tool.named("who").handler((context, arguments) -> identity.getDeferredIdentity()
                .map(caller -> OutputValue.of(caller.getPrincipal().getName())));
        Agent agent = Agent.named("A").model(model).tools(who).build();
        RunResultStreaming result = inRequest(() -> {
            identity.setIdentity(new TestIdentity("ann"));
            return runner.runStreamed(agent, "hi");
        });

        result.streamEvents().collect().last().await().atMost(LIMIT);

        assertThat(model.requests().get(1).input().get(2).json().string("output")).contains("ann");
        assertThat(identity.getIdentity().getPrincipal().getName()).as("the test's own request").isEqualTo("nobody");
    }

    /** As under lazy authentication. */
    @Test
    void aCallerWhoIsKnownLaterIsKnownToTheRunThen() throws Exception {
        model.answer(functionCall("c1", "who", "{}")).answer(message("done"));
        CompletableFuture<SecurityIdentity> later = new CompletableFuture<>();
        Tool who = Tool.named("who").handler((context, arguments) -> {
            Uni<OutputValue> name = identity.getDeferredIdentity()
                    .map(caller -> OutputValue.of(caller.getPrincipal().getName()));
            later.complete(new TestIdentity("ann"));
            return name;
        });
        Agent agent = Agent.named("A").model(model).tools(who).build();
        RunResultStreaming result = inRequest(() -> {
            identity.setIdentity(Uni.createFrom().completionStage(later));
            return runner.runStreamed(agent, "hi");
        });

        result.streamEvents().collect().last().await().atMost(LIMIT);

        assertThat(model.requests().get(1).input().get(2).json().string("output")).contains("ann");
    }

    @Test
    void aRunThatIsCancelledBeforeItStartsEndsItsRequestContext() {
        RunResultStreaming result = runner.runStreamed(agent(), "hi");
        result.cancel();
        Reader reader = new Reader();

        result.streamEvents().subscribe().withSubscriber(reader);

        assertThat(reader.ended).succeedsWithin(LIMIT);
        untilGone();
        assertThat(seen).hasSize(1);
        assertThat(Visit.GONE).containsAll(seen).doesNotContain(visit.id());
    }

    /** The callbacks of {@code with} carry the subscribing code's request context: ending the run there must not end it. */
    @Test
    void aReaderThatLeavesInsideItsCallersContextEndsTheRunsOnly() throws Exception {
        model.answer(functionCall("c1", "here", "{}")).answer(message("never read"));
        String mine = visit.id();
        CompletableFuture<String> inCallback = new CompletableFuture<>();
        Cancellable[] reading = new Cancellable[1];
        RunResultStreaming result = runner.runStreamed(agent(), "hi");

        synchronized (reading) {
            reading[0] = result.streamEvents().subscribe().with(event -> {
                if (!seen.isEmpty()) {
                    synchronized (reading) {
                        reading[0].cancel();
                    }
                    inCallback.complete(visit.id());
                }
            });
        }

        assertThat(inCallback).succeedsWithin(LIMIT).isEqualTo(mine);
        untilGone();
        assertThat(Visit.GONE).containsAll(seen).doesNotContain(mine);
        assertThat(visit.id()).isEqualTo(mine);
    }

    private Agent agent() {
        Tool here = Tool.named("here").handler((context, arguments) -> {
            seen.add(visit.id());
            return Uni.createFrom().item(OutputValue.of("ok"));
        });
        Tool elsewhere = Tool.named("elsewhere").handler((context, arguments) -> Uni.createFrom().item(() -> {
            seen.add(visit.id());
            return OutputValue.of("ok");
        }).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
        return Agent.named("A").model(model).tools(here, elsewhere).build();
    }

    private void untilGone() {
        Awaitility.await().atMost(LIMIT).until(() -> Visit.GONE.containsAll(seen));
    }

    /** As in a request of its own, on a thread of its own. */
    private static <T> T inRequest(Callable<T> call) throws Exception {
        FutureTask<T> task = new FutureTask<>(() -> {
            ManagedContext request = Arc.container().requestContext();
            request.activate();
            try {
                return call.call();
            } finally {
                request.terminate();
            }
        });
        new Thread(task).start();
        return task.get();
    }

    /** Sees the request context as it is, where Mutiny's own callbacks bring that of the code that subscribes. */
    private final class Reader implements MultiSubscriber<StreamEvent> {

        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final Set<Boolean> threads = ConcurrentHashMap.newKeySet();

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onItem(StreamEvent event) {
            seen.add(visit.id());
            threads.add(Context.isOnEventLoopThread() && Vertx.currentContext() != null);
        }

        @Override
        public void onFailure(Throwable failure) {
            ended.completeExceptionally(failure);
        }

        @Override
        public void onCompletion() {
            seen.add(visit.id());
            ended.complete(null);
        }
    }
}
