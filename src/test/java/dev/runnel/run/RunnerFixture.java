package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.event.OutputValue;
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
import java.util.Optional;
import java.util.function.Consumer;
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
        return BothForms.of(() -> {
            script.accept(model);
            return runner.runStreamed(agent, "hi", options);
        }, look, () -> {
            script.accept(model);
            return runner.run(agent, "hi", options);
        });
    }

    /** Subscribes, and looks at each event on the run's event loop. */
    static AssertSubscriber<StreamEvent> subscribed(RunResultStreaming result, Consumer<StreamEvent> look) {
        return result.streamEvents().onItem().invoke(look).subscribe()
                .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    static AssertSubscriber<StreamEvent> subscribed(RunResultStreaming result) {
        return result.streamEvents().subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }

    /** The same, with a model of its own for each form. */
    Outcome bothWays(Agent agent, RunOptions options, ScriptedTurn... turns) {
        ScriptedModel ofStreamed = new ScriptedModel().turns(turns);
        return new Outcome(BothForms.of(
                () -> runner.runStreamed(agent.toBuilder().model(ofStreamed).build(), "hi", options), event -> { },
                () -> runner.run(agent.toBuilder().model(new ScriptedModel().turns(turns)).build(), "hi", options)),
                ofStreamed);
    }

    /**
     * What came of a scenario.
     *
     * @param model that of the streamed form
     */
    record Outcome(BothForms forms, ScriptedModel model) {

        List<StreamEvent> events() {
            return forms.events();
        }

        RunResultStreaming result() {
            return forms.result();
        }

        String trace() {
            return forms.trace();
        }

        Optional<Throwable> failure() {
            return forms.failure();
        }

        <T extends Throwable> T failure(Class<T> type) {
            return forms.failure(type);
        }
    }
}
