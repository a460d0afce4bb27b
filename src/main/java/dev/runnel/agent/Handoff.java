package dev.runnel.agent;

import dev.runnel.tool.Enabled;
import dev.runnel.tool.Tool;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Control may move to this agent. The model sees a handoff as a tool without parameters.
 *
 * @param agentName the name of the agent that takes over
 * @param agent the agent itself; empty where the registry knows it by name
 * @param toolName the name of the tool that the model sees; empty for {@code transfer_to_} and the agent's name
 * @param toolDescription what the model is told of it; empty for a text that names the agent and its handoff description
 * @param enabled whether it is there in a turn
 */
public record Handoff(String agentName, Optional<Agent> agent, Optional<String> toolName, Optional<String> toolDescription,
        Enabled enabled) {

    public Handoff {
        Objects.requireNonNull(agentName, "agentName");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(toolName, "toolName");
        Objects.requireNonNull(toolDescription, "toolDescription");
        Objects.requireNonNull(enabled, "enabled");
        if (toolName.isPresent() && !Tool.isName(toolName.get())) {
            throw new IllegalArgumentException("'" + toolName.get()
                    + "' cannot be a handoff's tool name; allowed are 1 to 64 letters, digits, '_' and '-'");
        }
    }

    /** A handoff to this agent. */
    public static Handoff to(Agent agent) {
        return new Handoff(agent.name(), Optional.of(agent), Optional.empty(), Optional.empty(), Enabled.ALWAYS);
    }

    /** A handoff to the registered agent of this name, so that circles are possible. */
    public static Handoff to(String agentName) {
        return new Handoff(agentName, Optional.empty(), Optional.empty(), Optional.empty(), Enabled.ALWAYS);
    }

    /** The same handoff under another tool name. */
    public Handoff withToolName(String name) {
        return new Handoff(agentName, agent, Optional.of(name), toolDescription, enabled);
    }

    /** The same handoff with another description. */
    public Handoff withToolDescription(String description) {
        return new Handoff(agentName, agent, toolName, Optional.of(description), enabled);
    }

    /** The same handoff, there only in some turns. */
    public Handoff withEnabled(Enabled enabled) {
        return new Handoff(agentName, agent, toolName, toolDescription, enabled);
    }

    /**
     * The name that the model calls: the Agents SDK's rule, lower case with everything else than letters and digits as
     * {@code _}.
     */
    public String effectiveToolName() {
        return toolName.orElseGet(() -> "transfer_to_" + agentName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_"));
    }

    /** What the model is told: the Agents SDK's words. */
    public String effectiveToolDescription(Agent target) {
        return toolDescription.orElseGet(() -> ("Handoff to the " + target.name() + " agent to handle the request. "
                + target.handoffDescription().orElse("")).strip());
    }
}
