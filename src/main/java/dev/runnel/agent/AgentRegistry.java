package dev.runnel.agent;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The application's agents by name. Immutable and thread-safe; as a bean it holds all beans of type {@link Agent}.
 */
public final class AgentRegistry {

    private final Map<String, Agent> byName = new TreeMap<>();

    /**
     * @throws IllegalArgumentException if two agents have one name, or a handoff names an agent that is not among them
     */
    public AgentRegistry(Collection<Agent> agents) {
        for (Agent agent : agents) {
            if (byName.put(agent.name(), agent) != null) {
                throw new IllegalArgumentException(
                        "There are two agents named '" + agent.name() + "'; names must be unique");
            }
        }
        for (Agent agent : agents) {
            agent.handoffs().forEach(handoff -> target(agent, handoff));
        }
    }

    /** A registry of no agents. */
    public static AgentRegistry empty() {
        return new AgentRegistry(List.of());
    }

    /** All agents, in the order of their names. */
    public List<Agent> agents() {
        return List.copyOf(byName.values());
    }

    /** The agent of this name, exact. */
    public Optional<Agent> agent(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * The agent that a handoff leads to.
     *
     * @throws IllegalArgumentException if it names an agent that is not registered
     */
    public Agent target(Agent from, Handoff handoff) {
        return handoff.agent().or(() -> agent(handoff.agentName())).orElseThrow(() -> new IllegalArgumentException("Agent '"
                + from.name() + "' hands off to '" + handoff.agentName() + "', which is not registered; registered are "
                + byName.keySet()));
    }
}
