package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.event.OutputValue;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.scripted.ScriptedTurn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniSubscriber;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the application's code or a model does, a run ends with one terminal event and lets go of what it holds. */
class EveryPathEndsTest extends RunnerFixture {

    @ParameterizedTest
    @MethodSource("broken")
    void codeThatThrowsOrGivesNothingFailsTheRun(UnaryOperator<Agent.Builder> broken) {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        AssertSubscriber<StreamEvent> subscriber = subscribed(
                runner.runStreamed(broken.apply(a().tools(foo())).build(), "hi"));

        failure(subscriber, Throwable.class);
        assertThat(Trace.of(subscriber.getItems())).startsWith("RUN started\n").endsWith("RUN failed internal\n");
    }

    static Stream<Named<UnaryOperator<Agent.Builder>>> broken() {
        return Stream.of(
                Named.of("instructions overflow the stack", a -> a.instructions((run, agent) -> endless(1))),
                Named.of("instructions throw", a -> a.instructions((run, agent) -> raise(new IllegalStateException("no")))),
                Named.of("instructions are null", a -> a.instructions((run, agent) -> null)),
                Named.of("the use of tools asserts", a -> a.toolUseBehavior((run, results) -> raise(new AssertionError("no")))),
                Named.of("the use of tools is null", a -> a.toolUseBehavior((run, results) -> null)),
                Named.of("the model throws an error", a -> a.model(request -> raise(new NoClassDefFoundError("no")))),
                Named.of("the model throws what it does not declare", a -> a.model(request -> raise(new Exception("no")))),
                Named.of("the model is null", a -> a.model(request -> null)),
                Named.of("the subscription throws", a -> a.model(request -> new Source(subscriber -> {
                    throw new AssertionError("no");
                }))),
                Named.of("the request throws", a -> a.model(request -> new Source(
                        subscriber -> subscriber.onSubscribe(
                                subscription(n -> raise(new AssertionError("no")), () -> { }))))));
    }

    @Test
    void aToolThatGivesNothingHasTheEmptyOutput() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent agent = a().tools(tool("foo", () -> Uni.createFrom().nullItem())).build();

        assertThat(Trace.of(completed(runner.runStreamed(agent, "hi")))).contains("call_id=c1 out=''\n");
    }

    @Test
    void aToolThatReturnsNoUniIsAFailedTool() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent agent = a().tools(tool("foo", () -> null)).build();

        assertThat(Trace.of(completed(runner.runStreamed(agent, "hi")))).contains("out='An error occurred");
    }

    @Test
    void aToolsFailureThatCannotBeToldIsStillAFailedTool() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent agent = a().tools(tool("foo", () -> Uni.createFrom().failure(new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message either");
            }
        }))).build();

        assertThat(Trace.of(completed(runner.runStreamed(agent, "hi")))).contains("out='An error occurred");
    }

    @Test
    void aFailureWithoutAMessageNamesItsType() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent agent = a().tools(tool("foo", () -> Uni.createFrom().failure(new ArithmeticException()))).build();

        assertThat(Trace.of(completed(runner.runStreamed(agent, "hi")))).contains("Error: ArithmeticException'\n");
    }

    @Test
    void aFailureOfTheApplicationsOwnKindMayHaveNoMessage() {
        model.turns(ScriptedTurn.failing(new AgentsException(null) {
            private static final long serialVersionUID = 1L;

            @Override
            public String errorType() {
                return "own";
            }
        }));
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(a().build(), "hi"));

        failure(subscriber, AgentsException.class);
        assertThat(Trace.of(subscriber.getItems())).endsWith("RUN failed own\n");
    }

    @Test
    void aModelThatEmitsNullFailsAndLeavesNoGapInTheNumbers() {
        Agent agent = a().model(request -> new Source(subscriber -> subscriber.onSubscribe(
                subscription(n -> subscriber.onItem(null), () -> { })))).build();
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(agent, "hi"));

        failure(subscriber, ModelBehaviorException.class);
        assertThat(subscriber.getItems()).extracting(StreamEvent::sequenceNumber)
                .containsExactlyElementsOf(LongStream.range(0, 3).boxed().toList());
    }

    @Test
    void aModelThatNeverClosesIsClosedAndTheRunGoesOn() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent agent = a().tools(foo()).model(request -> model.stream(request)
                .onCompletion().switchTo(Multi.createFrom().<ModelEvent> nothing())
                .onCancellation().invoke(() -> closed.complete(null))).build();

        assertThat(Trace.of(completed(runner.runStreamed(agent, "hi")))).endsWith("RUN completed 'done'\n");
        assertThat(closed).isCompleted();
    }

    @Test
    void aModelThatCannotBeCancelledDoesNotKeepTheRunFromEnding() {
        Agent agent = a().model(request -> new Source(subscriber -> subscriber.onSubscribe(
                subscription(n -> { }, () -> raise(new IllegalStateException("cannot be cancelled")))))).build();
        RunResultStreaming result = runner.runStreamed(agent, "hi");
        AssertSubscriber<StreamEvent> subscriber = subscribed(result).awaitItems(2, LIMIT);

        result.cancel();

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems())).endsWith("RUN cancelled requested\n");
    }

    @Test
    void aToolThatCannotBeCancelledDoesNotKeepOthersFromIt() {
        CompletableFuture<Void> running = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        CompletableFuture<Void> guardrailCancelled = new CompletableFuture<>();
        model.answer(functionCall("c1", "stuck", "{}"), functionCall("c2", "foo", "{}"));
        Agent agent = a().inputGuardrails((run, asked, input) -> Uni.createFrom().<GuardrailFunctionOutput> nothing()
                .onCancellation().invoke(() -> guardrailCancelled.complete(null)))
                .tools(tool("stuck", () -> new Stuck()), tool("foo", () -> Uni.createFrom().<OutputValue> nothing()
                        .onSubscription().invoke(() -> running.complete(null))
                        .onCancellation().invoke(() -> cancelled.complete(null)))).build();
        RunResultStreaming result = runner.runStreamed(agent, "hi");
        AssertSubscriber<StreamEvent> subscriber = subscribed(result);
        assertThat(running).succeedsWithin(LIMIT);

        result.cancel();

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems())).endsWith("RUN cancelled requested\n");
        assertThat(cancelled).succeedsWithin(LIMIT);
        assertThat(guardrailCancelled).succeedsWithin(LIMIT);
    }

    /** An answer that never comes, and that nobody can stop waiting for. */
    private static final class Stuck extends AbstractUni<OutputValue> {

        @Override
        public void subscribe(UniSubscriber<? super OutputValue> subscriber) {
            subscriber.onSubscribe(() -> raise(new IllegalStateException("cannot be cancelled")));
        }
    }

    @Test
    void usageCountsEvenIfTheAnswerCannotBeUsed() {
        model.answer(functionCall("c1", "nope", "{}"));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");

        failure(subscribed(result), ModelBehaviorException.class);

        assertThat(result.usage().requests()).isEqualTo(1);
    }

    @Test
    void finalOutputStaysEmptyIfTheApplicationCancelsWhileItIsDecided() {
        model.answer(functionCall("c1", "foo", "{}"));
        RunResultStreaming[] result = new RunResultStreaming[1];
        ToolUseBehavior cancelling = ToolUseBehavior.of((run, results) -> {
            result[0].cancel();
            return results.stream().findFirst().map(each -> each.output());
        });
        result[0] = runner.runStreamed(a().tools(foo()).toolUseBehavior(cancelling).build(), "hi");

        assertThat(Trace.of(completed(result[0]))).endsWith("RUN cancelled requested\n");
        assertThat(result[0].finalOutput()).isEmpty();
    }

    @Test
    void noModelIsCalledOnceTheInstructionsHaveCancelledTheRun() {
        model.answer(message("never asked for"));
        RunResultStreaming[] result = new RunResultStreaming[1];
        result[0] = runner.runStreamed(a().instructions((run, agent) -> {
            result[0].cancel();
            return Uni.createFrom().item("too late");
        }).build(), "hi");

        assertThat(Trace.of(completed(result[0]))).isEqualTo("RUN started\nAGENT A\nRUN cancelled requested\n");
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void aToolThatCancelsItsRunIsCancelledToo() {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        RunResultStreaming[] result = new RunResultStreaming[1];
        model.answer(functionCall("c1", "foo", "{}"));
        result[0] = runner.runStreamed(a().tools(tool("foo", () -> {
            result[0].cancel();
            return Uni.createFrom().<OutputValue> nothing().onCancellation().invoke(() -> cancelled.complete(null));
        })).build(), "hi");

        assertThat(Trace.of(completed(result[0]))).endsWith("RUN cancelled requested\n");
        assertThat(cancelled).succeedsWithin(LIMIT);
    }

    private static Uni<String> endless(int depth) {
        return depth > 0 ? endless(depth + 1).map(text -> text) : null;
    }

    /** Throws whatever it is given, declared or not. */
    @SuppressWarnings("unchecked")
    private static <R, T extends Throwable> R raise(Throwable any) throws T {
        throw (T) any;
    }

    private static Flow.Subscription subscription(Consumer<Long> request, Runnable cancel) {
        return new Flow.Subscription() {
            @Override
            public void request(long n) {
                request.accept(n);
            }

            @Override
            public void cancel() {
                cancel.run();
            }
        };
    }

    /** A stream that keeps no rule which the subscriber's code does not keep. */
    private static final class Source extends AbstractMulti<ModelEvent> {

        private final Consumer<MultiSubscriber<? super ModelEvent>> subscribed;

        Source(Consumer<MultiSubscriber<? super ModelEvent>> subscribed) {
            this.subscribed = subscribed;
        }

        @Override
        public void subscribe(MultiSubscriber<? super ModelEvent> subscriber) {
            subscribed.accept(subscriber);
        }
    }
}
