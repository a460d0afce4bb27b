package dev.runnel.agent;

import dev.runnel.context.RunContext;
import dev.runnel.tool.Enabled;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Control may move to this agent. The model sees a handoff as a tool, without parameters unless it has an input type. An
 * immutable value; begins with {@link #to}.
 *
 * @param agentName the name of the agent that takes over
 * @param agent the agent itself; empty where the registry knows it by name
 * @param toolName the name of the tool that the model sees; empty for {@code transfer_to_} and the agent's name
 * @param toolDescription what the model is told of it; empty for a text that names the agent and its handoff description
 * @param enabled whether it is there in a turn
 * @param inputType what the model gives with it: a class annotated {@code @OutputType}; empty for nothing
 * @param onHandoff who is told that it happens, with the input, or the empty {@code Optional} in its place; empty for nobody
 * @param inputFilter what the next agent's model reads; empty for what the run says of that
 * @param nestHistory whether the history is folded into one message; empty for what the run says of that
 */
public record Handoff(String agentName, Optional<Agent> agent, Optional<String> toolName, Optional<String> toolDescription,
        Enabled enabled, Optional<Class<?>> inputType, Optional<OnHandoff<Object>> onHandoff,
        Optional<HandoffInputFilter> inputFilter, Optional<Boolean> nestHistory) {

    public Handoff {
        Objects.requireNonNull(agentName, "agentName");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(toolName, "toolName");
        Objects.requireNonNull(toolDescription, "toolDescription");
        Objects.requireNonNull(enabled, "enabled");
        Objects.requireNonNull(inputType, "inputType");
        Objects.requireNonNull(onHandoff, "onHandoff");
        Objects.requireNonNull(inputFilter, "inputFilter");
        Objects.requireNonNull(nestHistory, "nestHistory");
        if (toolName.isPresent() && !Tool.isName(toolName.get())) {
            throw new IllegalArgumentException("'" + toolName.get()
                    + "' cannot be a handoff's tool name; allowed are 1 to 64 letters, digits, '_' and '-'");
        }
    }

    private Handoff(String agentName, Optional<Agent> agent) {
        this(agentName, agent, Optional.empty(), Optional.empty(), Enabled.ALWAYS, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** A handoff to this agent. */
    public static Handoff to(Agent agent) {
        return new Handoff(agent.name(), Optional.of(agent));
    }

    /** A handoff to the registered agent of this name, so that circles are possible. */
    public static Handoff to(String agentName) {
        return new Handoff(agentName, Optional.empty());
    }

    /** The same handoff under another tool name. */
    public Handoff withToolName(String name) {
        return new Handoff(agentName, agent, Optional.of(name), toolDescription, enabled, inputType, onHandoff, inputFilter,
                nestHistory);
    }

    /** The same handoff with another description. */
    public Handoff withToolDescription(String description) {
        return new Handoff(agentName, agent, toolName, Optional.of(description), enabled, inputType, onHandoff, inputFilter,
                nestHistory);
    }

    /** The same handoff, there only in some turns. */
    public Handoff withEnabled(Enabled enabled) {
        return new Handoff(agentName, agent, toolName, toolDescription, enabled, inputType, onHandoff, inputFilter,
                nestHistory);
    }

    /** The same handoff, of which this is told when it happens. */
    public Handoff withOnHandoff(Function<RunContext, Uni<Void>> callback) {
        return new Handoff(agentName, agent, toolName, toolDescription, enabled, Optional.empty(),
                Optional.of((run, nothing) -> callback.apply(run)), inputFilter, nestHistory);
    }

    /**
     * The same handoff, with which the model gives an input, for the callback alone: the next agent's model reads it in the
     * call.
     *
     * @param type a record annotated {@code @OutputType}
     * @throws IllegalArgumentException for a type whose values are no objects in JSON
     */
    public <T> Handoff withInput(Class<T> type, OnHandoff<T> callback) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("A handoff cannot have the input type " + type.getName()
                    + "; allowed are records annotated @OutputType");
        }
        return new Handoff(agentName, agent, toolName, toolDescription, enabled, Optional.of(type),
                Optional.of((run, input) -> callback.handedOff(run, type.cast(input))), inputFilter, nestHistory);
    }

    /** The same handoff, which decides what the next agent's model reads, before all that the run says of that. */
    public Handoff withInputFilter(HandoffInputFilter filter) {
        return new Handoff(agentName, agent, toolName, toolDescription, enabled, inputType, onHandoff, Optional.of(filter),
                nestHistory);
    }

    /** The same handoff, which folds the history into one message, or does not, whatever the run says of that. */
    public Handoff withNestedHistory(boolean nested) {
        return new Handoff(agentName, agent, toolName, toolDescription, enabled, inputType, onHandoff, inputFilter,
                Optional.of(nested));
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
