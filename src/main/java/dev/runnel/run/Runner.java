package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.UserException;
import dev.runnel.context.RunContext;
import dev.runnel.model.AgentsException;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.ToolCatalog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Runs agents. A bean of the application; thread-safe.
 * <p>
 * A run lives on an event loop of its own choice, with its own CDI request context, into which the security identity and the
 * OpenTelemetry context of the thread that calls {@code runStreamed} are taken. It starts with the first subscription to its
 * events.
 */
public final class Runner {

    private final Vertx vertx;
    private final Run.Collaborators with;
    private final Supplier<String> ids = new RunIds();

    /**
     * @param vertx where runs find their event loops
     * @param registry the agents that handoffs may name
     * @param catalog the tools that agents may refer to
     * @param models the models that agents may refer to
     */
    public Runner(Vertx vertx, AgentRegistry registry, ToolCatalog catalog, Models models) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.with = new Run.Collaborators(registry, catalog, models);
    }

    /** Runs an agent on a user's message, as {@link #runStreamed(Agent, List, RunOptions)} does. */
    public RunResultStreaming runStreamed(Agent agent, String input) {
        return runStreamed(agent, input, RunOptions.DEFAULT);
    }

    /** Runs an agent on a user's message, as {@link #runStreamed(Agent, List, RunOptions)} does. */
    public RunResultStreaming runStreamed(Agent agent, String input, RunOptions options) {
        return runStreamed(agent, List.of(Message.user(input)), options);
    }

    /**
     * Runs an agent on a conversation, and streams what happens. Returns at once; the run starts with the subscription to
     * {@link RunResultStreaming#streamEvents()}, and no model is called before.
     *
     * @param agent who answers first
     * @param input the conversation so far, oldest first; may be empty
     * @param options how the run shall be done
     * @throws UserException if the options contradict each other: two places for one conversation
     */
    public RunResultStreaming runStreamed(Agent agent, List<ResponseItem> input, RunOptions options) {
        Conflicts.check(options);
        String runId = ids.get();
        Transcript transcript = new Transcript(new RunContext(runId, options.context()), input, agent);
        return new RunResultStreaming(transcript, options, with, RunScope.capture(vertx, runId));
    }

    /** Runs an agent on a user's message, as {@link #run(Agent, List, RunOptions)} does. */
    public Uni<RunResult> run(Agent agent, String input) {
        return run(agent, List.of(Message.user(input)), RunOptions.DEFAULT);
    }

    /** Runs an agent on a user's message, as {@link #run(Agent, List, RunOptions)} does. */
    public Uni<RunResult> run(Agent agent, String input, RunOptions options) {
        return run(agent, List.of(Message.user(input)), options);
    }

    /**
     * Runs an agent on a conversation, and gives the result when it is there: the same loop as
     * {@link #runStreamed(Agent, List, RunOptions)}, its events collected. Each subscription is a new run; cancelling it
     * cancels the run. It fails with what made the run fail, an {@link AgentsException} where Runnel knows the reason.
     */
    public Uni<RunResult> run(Agent agent, List<ResponseItem> input, RunOptions options) {
        return Uni.createFrom().deferred(() -> {
            RunResultStreaming result = runStreamed(agent, input, options);
            return result.streamEvents().onItem().ignoreAsUni().map(ended -> result.toResult());
        });
    }
}
