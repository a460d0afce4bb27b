package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentHooks;
import dev.runnel.agent.RunHooks;
import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells the hooks of the run and those of one agent what happens, both at the same time. Immutable. */
final class Hooks {

    /** There is nothing to wait for. */
    static final Uni<Void> DONE = Uni.createFrom().voidItem();

    private final RunHooks ofRun;
    private final AgentHooks ofAgent;
    private final RunContext run;
    private final Agent agent;

    Hooks(RunHooks ofRun, RunContext run, Agent agent) {
        this.ofRun = ofRun;
        this.ofAgent = agent.hooks();
        this.run = run;
        this.agent = agent;
    }

    Uni<Void> agentStart(List<ResponseItem> turnInput) {
        return both(() -> ofRun.onAgentStart(run, agent, turnInput), () -> ofAgent.onStart(run, agent, turnInput));
    }

    Uni<Void> agentEnd(OutputValue output) {
        return both(() -> ofRun.onAgentEnd(run, agent, output), () -> ofAgent.onEnd(run, agent, output));
    }

    /** Those of the agent that takes over are told of it, not those of the one that hands off. */
    Uni<Void> handoff(Agent target) {
        return both(ofRun, target.hooks(), () -> ofRun.onHandoff(run, agent, target),
                () -> target.hooks().onHandoff(run, target, agent));
    }

    Uni<Void> llmStart(Optional<String> instructions, List<ResponseItem> input) {
        return both(() -> ofRun.onLlmStart(run, agent, instructions, input),
                () -> ofAgent.onLlmStart(run, agent, instructions, input));
    }

    Uni<Void> llmEnd(ModelResponse response) {
        return both(() -> ofRun.onLlmEnd(run, agent, response), () -> ofAgent.onLlmEnd(run, agent, response));
    }

    Uni<Void> toolStart(ToolContext context, Tool tool) {
        return both(() -> ofRun.onToolStart(context, agent, tool), () -> ofAgent.onToolStart(context, agent, tool));
    }

    Uni<Void> toolEnd(ToolContext context, Tool tool, OutputValue result) {
        return both(() -> ofRun.onToolEnd(context, agent, tool, result),
                () -> ofAgent.onToolEnd(context, agent, tool, result));
    }

    private Uni<Void> both(Supplier<Uni<? extends Void>> one, Supplier<Uni<? extends Void>> other) {
        return both(ofRun, ofAgent, one, other);
    }

    private static Uni<Void> both(RunHooks run, AgentHooks agent, Supplier<Uni<? extends Void>> one,
            Supplier<Uni<? extends Void>> other) {
        return run == RunHooks.NONE && agent == AgentHooks.NONE ? DONE
                : Uni.join().all(Uni.createFrom().deferred(one), Uni.createFrom().deferred(other)).andFailFast()
                        .replaceWithVoid();
    }
}
