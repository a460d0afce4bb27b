package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.ToolUseBehavior;
import dev.runnel.agent.UserException;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.ResponseItem;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * A run that goes on from where it has stopped.
 *
 * @param from where that was
 * @param agent the agent in control there
 * @param options the new run's options, with what the state decides
 */
record Resumption(RunSnapshot from, Agent agent, RunOptions options) {

    /** @throws UserException if the state cannot be resumed so */
    static Resumption of(Agent root, RunState state, RunOptions options, AgentRegistry registry) {
        Agent agent = agent(root, state.agent(), registry);
        boolean endsWithTools = state.isInTurn() && agent.toolUseBehavior() != ToolUseBehavior.RUN_LLM_AGAIN;
        if (endsWithTools && !state.pendingInput().isEmpty()) {
            throw new UserException("Input was added to the state, but the tools of the agent '" + agent.name()
                    + "' may give the final output, so that no model would see it; clear it with clearPendingInput()");
        }
        RunSnapshot from = state.resume();
        RunOptionsBuilder resumed = options.toBuilder();
        from.maxTurns().ifPresentOrElse(resumed::maxTurns, resumed::unlimitedTurns);
        from.keptElsewhere().applyTo(resumed);
        return new Resumption(from.withContext(options.context().or(from::context)), agent, resumed.build());
    }

    /** @throws UserException if the agent has no longer what the calls of its turn are of */
    static void check(OpenTurn turn, Agent agent, Toolbox toolbox) {
        for (ResponseItem item : turn.items()) {
            if (item instanceof FunctionCall call && !turn.outputs().containsKey(call.callId())
                    && !toolbox.answers(call.name())) {
                throw new UserException("The run cannot be resumed: its call " + call.callId() + " is of the tool '"
                        + call.name() + "', which the agent '" + agent.name() + "' does not have (any more)");
            }
        }
    }

    private static Agent agent(Agent root, String name, AgentRegistry registry) {
        return reached(root, name, registry).or(() -> registry.agent(name)).orElseThrow(() -> new UserException(
                "The run cannot be resumed: the agent '" + name + "', which was in control, is neither '" + root.name()
                        + "' nor one that it hands off to, nor registered"));
    }

    private static Optional<Agent> reached(Agent root, String name, AgentRegistry registry) {
        Queue<Agent> next = new ArrayDeque<>(Set.of(root));
        Set<Agent> seen = new HashSet<>(next);
        while (!next.isEmpty()) {
            Agent agent = next.remove();
            if (agent.name().equals(name)) {
                return Optional.of(agent);
            }
            for (Handoff handoff : agent.handoffs()) {
                handoff.agent().or(() -> registry.agent(handoff.agentName())).filter(seen::add).ifPresent(next::add);
            }
        }
        return Optional.empty();
    }
}
