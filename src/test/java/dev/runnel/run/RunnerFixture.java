package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.event.OutputValue;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
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
        return BothForms.run(runner, model, agent, options, script);
    }

    static AssertSubscriber<StreamEvent> subscribed(RunResultStreaming result) {
        return result.streamEvents().subscribe().withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    }
}
