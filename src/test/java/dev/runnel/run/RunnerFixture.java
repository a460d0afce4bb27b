package dev.runnel.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A runner on a Vert.x of its own, a scripted model, and the few tools and agents that the scenarios need. */
abstract class RunnerFixture {

    static final Duration LIMIT = Duration.ofSeconds(10);

    static Vertx vertx;

    final ScriptedModel model = new ScriptedModel();
    final Runner runner = runner(AgentRegistry.empty());

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    Runner runner(AgentRegistry registry) {
        return new Runner(vertx, registry, ToolCatalog.empty(), Models.of(model));
    }

    static Agent.Builder a() {
        return Agent.named("A").instructions("You are A.");
    }

    static Tool tool(String name, Supplier<Uni<OutputValue>> output) {
        return Tool.named(name).description("A tool.").handler((context, arguments) -> output.get());
    }

    /** The tool of the reference's traces. */
    static Tool foo() {
        return tool("foo", () -> Uni.createFrom().item(OutputValue.of("foo-ok")));
    }

    /** Runs to the end, which must be a completion. */
    static List<StreamEvent> completed(RunResultStreaming result) {
        return subscribed(result).awaitCompletion(LIMIT).getItems();
    }

    /** Runs to the end, which must be this failure. */
    static <T extends Throwable> T failure(AssertSubscriber<StreamEvent> subscriber, Class<T> type) {
        return type.cast(subscriber.awaitFailure(LIMIT).assertFailedWith(type).getFailure());
    }

    /** Runs a scenario streamed and collected, and holds one against the other. */
    BothForms both(Agent agent, RunOptions options, Consumer<ScriptedModel> script) {
        return both(agent, options, script, event -> { });
    }

    /** The same; this looks at each event of the streamed form. */
    BothForms both(Agent agent, RunOptions options, Consumer<ScriptedModel> script, Consumer<StreamEvent> look) {
        return BothForms.run(runner, model, agent, options, script, look);
    }

    /** Subscribes, and looks at each event on the run's event loop. */
    static AssertSubscriber<StreamEvent> subscribed(RunResultStreaming result, Consumer<StreamEvent> look) {
        return result.streamEvents().onItem().invoke(look).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    static AssertSubscriber<StreamEvent> subscribed(RunResultStreaming result) {
        return result.streamEvents().subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    /**
     * Plays a scenario streamed and then collected; the two must make the same items, and fail in the same way.
     *
     * @return what came of the streamed run
     */
    Outcome bothWays(Agent agent, RunOptions options, ScriptedTurn... turns) {
        ScriptedModel ofStreamed = new ScriptedModel().turns(turns);
        RunResultStreaming streamed = runner.runStreamed(agent.toBuilder().model(ofStreamed).build(), "hi", options);
        List<StreamEvent> events = new CopyOnWriteArrayList<>();
        Optional<Throwable> failure = ended(streamed.streamEvents().onItem().invoke(events::add).onItem().ignoreAsUni());
        Outcome outcome = new Outcome(events, streamed, failure, ofStreamed);

        Agent again = agent.toBuilder().model(new ScriptedModel().turns(turns)).build();
        AtomicReference<RunResult> collected = new AtomicReference<>();
        Optional<Throwable> failureOfCollected = ended(runner.run(again, "hi", options).invoke(collected::set));
        assertThat(failureOfCollected.map(RunnerFixture::told)).isEqualTo(failure.map(RunnerFixture::told));
        if (failure.isEmpty()) {
            assertThat(collected.get().newItems()).extracting(RunItem::type)
                    .containsExactlyElementsOf(streamed.newItems().stream().map(RunItem::type).toList());
            assertThat(collected.get().finalOutput()).isEqualTo(streamed.finalOutput());
            assertThat(collected.get().usage()).isEqualTo(streamed.usage());
        }
        return outcome;
    }

    private static Optional<Throwable> ended(Uni<?> run) {
        return run.map(end -> Optional.<Throwable> empty()).onFailure().recoverWithItem(Optional::of).await().atMost(LIMIT);
    }

    private static String told(Throwable failure) {
        return failure.getClass().getName() + ": " + failure.getMessage();
    }

    /** What came of a run. */
    record Outcome(List<StreamEvent> events, RunResultStreaming result, Optional<Throwable> failure,
            ScriptedModel model) {

        /** The events as lines. */
        String trace() {
            return Trace.of(events);
        }

        /** The failure, which must be of this type. */
        <T extends Throwable> T failure(Class<T> type) {
            return type.cast(failure.orElseThrow(() -> new AssertionError("The run did not fail:\n" + trace())));
        }
    }
}
