package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.ToolSource;
import dev.runnel.agent.UserException;
import dev.runnel.model.ToolDefinition;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the model of one agent may call: its tools and its handoffs, by the names that the model sees. Immutable.
 */
final class Toolbox {

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<String, Handoff> handoffs = new LinkedHashMap<>();
    private final List<ToolDefinition> definitions = new ArrayList<>();

    /** @throws UserException if a tool or an agent does not exist, or two have one name */
    Toolbox(Agent agent, ToolCatalog catalog, AgentRegistry registry) {
        for (ToolSource source : agent.tools()) {
            for (Tool tool : resolve(agent, source, catalog)) {
                unique(agent, tools.put(tool.name(), tool) == null, tool.name());
                definitions.add(tool.definition());
            }
        }
        for (Handoff handoff : agent.handoffs()) {
            String name = handoff.effectiveToolName();
            unique(agent, !tools.containsKey(name) && handoffs.put(name, handoff) == null, name);
            definitions.add(new ToolDefinition(name, handoff.effectiveToolDescription(target(registry, agent, handoff)),
                    Tool.NO_PARAMETERS, true));
        }
    }

    Optional<Tool> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    Optional<Handoff> handoff(String name) {
        return Optional.ofNullable(handoffs.get(name));
    }

    boolean contains(String name) {
        return tools.containsKey(name) || handoffs.containsKey(name);
    }

    /** What the model is told. */
    List<ToolDefinition> definitions() {
        return definitions;
    }

    /** @throws UserException if the handoff names an agent that is not registered */
    static Agent target(AgentRegistry registry, Agent from, Handoff handoff) {
        try {
            return registry.target(from, handoff);
        } catch (IllegalArgumentException unknown) {
            throw new UserException(unknown.getMessage());
        }
    }

    private static List<Tool> resolve(Agent agent, ToolSource source, ToolCatalog catalog) {
        if (source instanceof ToolSource.OfTool given) {
            return List.of(given.tool());
        }
        if (source instanceof ToolSource.OfName named) {
            return List.of(catalog.tool(named.name()).orElseThrow(() -> new UserException("Agent '" + agent.name()
                    + "' names the tool '" + named.name() + "', which does not exist; there are "
                    + catalog.tools().stream().map(Tool::name).toList())));
        }
        Class<?> beanClass = ((ToolSource.OfClass) source).beanClass();
        List<Tool> found = catalog.toolsOf(beanClass);
        if (found.isEmpty()) {
            throw new UserException("Agent '" + agent.name() + "' takes the tools of " + beanClass.getName()
                    + ", but no method of that class is annotated @FunctionTool,"
                    + " or it is not part of the application's beans");
        }
        return found;
    }

    private static void unique(Agent agent, boolean unique, String name) {
        if (!unique) {
            throw new UserException("Agent '" + agent.name() + "' has two tools or handoffs that the model would see as '"
                    + name + "'");
        }
    }
}
