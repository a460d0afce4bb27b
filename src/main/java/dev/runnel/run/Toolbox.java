package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.UserException;
import dev.runnel.model.JsonText;
import dev.runnel.model.ToolDefinition;
import dev.runnel.tool.HostedTool;
import dev.runnel.tool.Tool;
import dev.runnel.tool.TypeSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What the model of one agent may call in one turn: tools and handoffs by the names that the model sees. Immutable once it
 * is filled; {@link Toolboxes} fills it.
 */
final class Toolbox {

    private static final Logger LOG = Logger.getLogger(Toolbox.class.getPackageName());

    private final Agent agent;
    private final RunOptions options;
    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Map<String, Handoff> handoffs = new LinkedHashMap<>();
    private final Map<String, TypeSchema> handoffInputs = new LinkedHashMap<>();
    private final Map<String, ToolDefinition> definitions = new LinkedHashMap<>();
    private final List<HostedTool> hosted = new ArrayList<>();

    Toolbox(Agent agent, RunOptions options) {
        this.agent = agent;
        this.options = options;
    }

    /** @throws UserException if something of that name is in it, and that is an error */
    void add(Tool tool) {
        define(tool.definition());
        tools.put(tool.name(), tool);
    }

    /** @throws UserException if something of that name is in it, and that is an error */
    void add(Handoff handoff, Agent target, Optional<TypeSchema> input) {
        String name = handoff.effectiveToolName();
        define(new ToolDefinition(name, handoff.effectiveToolDescription(target),
                input.map(TypeSchema::schema).orElse(Tool.NO_PARAMETERS), input.map(TypeSchema::isStrict).orElse(true)));
        input.ifPresent(schema -> handoffInputs.put(name, schema));
        tools.remove(name);
        handoffs.put(name, handoff);
    }

    /** @throws UserException if a server of that label is in it, and that is an error */
    void add(HostedTool tool) {
        tool.serverLabel().flatMap(this::mcpServer).ifPresent(other -> {
            collides("two MCP servers with the label '" + tool.name() + "'");
            hosted.remove(other);
        });
        hosted.add(tool);
    }

    Optional<Tool> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    Optional<Handoff> handoff(String name) {
        return Optional.ofNullable(handoffs.get(name));
    }

    /** What the model gives with the handoff of this name. */
    Optional<TypeSchema> handoffInput(String name) {
        return Optional.ofNullable(handoffInputs.get(name));
    }

    /**
     * Whether a call of this name has an answer: there is such a tool or handoff, or the model is told that there is none.
     */
    boolean answers(String name) {
        return tools.containsKey(name) || handoffs.containsKey(name)
                || options.toolNotFoundBehavior() == ToolNotFoundBehavior.RETURN_ERROR_TO_MODEL;
    }

    /** The MCP server of this label that the provider talks to. */
    Optional<HostedTool> mcpServer(String label) {
        return hosted.stream().filter(tool -> tool.serverLabel().equals(Optional.of(label))).findFirst();
    }

    /** What the model is told of the provider's own tools. */
    List<JsonText> hostedDefinitions() {
        return hosted.stream().map(HostedTool::definition).toList();
    }

    /** What the model is told. */
    List<ToolDefinition> definitions() {
        return List.copyOf(definitions.values());
    }

    /** @throws UserException if the handoff names an agent that is not registered */
    static Agent target(AgentRegistry registry, Agent from, Handoff handoff) {
        try {
            return registry.target(from, handoff);
        } catch (IllegalArgumentException unknown) {
            throw new UserException(unknown.getMessage());
        }
    }

    private void define(ToolDefinition definition) {
        if (definitions.put(definition.name(), definition) != null) {
            collides("two tools or handoffs that the model would see as '" + definition.name() + "'");
        }
    }

    private void collides(String these) {
        String collision = "Agent '" + agent.name() + "' has " + these;
        if (options.toolNameCollisionPolicy() == ToolNameCollisionPolicy.ERROR) {
            throw new UserException(collision);
        }
        LOG.warnf("%s; the last one counts, a handoff before a tool", collision);
    }
}
