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
     * @throws UserException if the options contradict each other, or the agent: two places for one conversation, or output
     *         guardrails for one that the provider keeps
     */
    public RunResultStreaming runStreamed(Agent agent, List<ResponseItem> input, RunOptions options) {
        Conflicts.check(options, agent);
        String runId = ids.get();
        Transcript transcript = new Transcript(new RunContext(runId, options.context()), input, agent, options);
        return new RunResultStreaming(transcript, options, with, RunScope.capture(vertx, runId));
    }

    /** Resumes a run, as {@link #runStreamed(Agent, RunState, RunOptions)} does. */
    public RunResultStreaming runStreamed(Agent agent, RunState state) {
        return runStreamed(agent, state, RunOptions.DEFAULT);
    }

    /**
     * Resumes a run that was interrupted, or cancelled between two turns, and streams what happens from there on. The calls
     * that were approved are made, those that were rejected are answered, and if some are undecided it is interrupted
     * again; no call is made that was made before. It is a run of its own, with its own id and numbers of events; its turns,
     * items, usage and most turns go on from the state.
     *
     * @param agent the agent that the first run began with; the one in control is found by its name among those that this
     *        one hands off to, and then among the registered ones
     * @param state where it has stopped; it can be given once
     * @param options how the run shall be done; its context object replaces that of the state, and its most turns do not
     *        count
     * @throws UserException if there is no such agent any more, or the state was given before
     */
    public RunResultStreaming runStreamed(Agent agent, RunState state, RunOptions options) {
        String runId = ids.get();
        Resumption resumed = Resumption.of(agent, state, options, with.registry());
        Transcript transcript = new Transcript(new RunContext(runId, resumed.from().context()), resumed.from(),
                resumed.agent(), resumed.options());
        return new RunResultStreaming(transcript, resumed.options(), with, RunScope.capture(vertx, runId));
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
        return Uni.createFrom().deferred(() -> collected(runStreamed(agent, input, options)));
    }

    /**
     * Resumes a run, and gives the result when it is there: the same as {@link #runStreamed(Agent, RunState, RunOptions)},
     * its events collected. It can be subscribed to once, since a state can be given once.
     */
    public Uni<RunResult> run(Agent agent, RunState state, RunOptions options) {
        return Uni.createFrom().deferred(() -> collected(runStreamed(agent, state, options)));
    }

    /** Resumes a run, as {@link #run(Agent, RunState, RunOptions)} does. */
    public Uni<RunResult> run(Agent agent, RunState state) {
        return run(agent, state, RunOptions.DEFAULT);
    }

    private static Uni<RunResult> collected(RunResultStreaming result) {
        return result.streamEvents().onItem().ignoreAsUni().map(ended -> result.toResult());
    }
}
