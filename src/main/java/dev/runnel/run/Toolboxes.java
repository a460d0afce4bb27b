package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.AgentRunner;
import dev.runnel.agent.AgentTool;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.ToolSource;
import dev.runnel.agent.UserException;
import dev.runnel.context.RunContext;
import dev.runnel.tool.Enabled;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import dev.runnel.tool.TypeSchema;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts the toolboxes of agents together: finds what they refer to, and asks what of it is there in a turn. Immutable. */
final class Toolboxes {

    private final ToolCatalog catalog;
    private final AgentRegistry registry;
    private final AgentRunner runner;

    /** @param runner runs agents that are called as tools */
    Toolboxes(ToolCatalog catalog, AgentRegistry registry, AgentRunner runner) {
        this.catalog = catalog;
        this.registry = registry;
        this.runner = runner;
    }

    /** Puts something into a toolbox, if it is there. */
    private record Candidate(Enabled enabled, Consumer<Toolbox> adding) {
    }

    /**
     * The toolbox of an agent's next turn. Fails with what fails while it is asked what is there, and with a {@link
     * UserException} if a tool or an agent does not exist, or two have one name.
     */
    Uni<Toolbox> of(Agent agent, RunContext run, RunOptions options) {
        List<Candidate> candidates = candidates(agent);
        if (candidates.stream().allMatch(candidate -> candidate.enabled() == Enabled.ALWAYS)) {
            return Uni.createFrom().item(filled(new Toolbox(agent, options), candidates));
        }
        List<Uni<Boolean>> answers = candidates.stream()
                .map(candidate -> candidate.enabled().isEnabled(run, agent.ref())).toList();
        return Uni.join().all(answers).andFailFast().map(enabled -> {
            List<Candidate> there = new ArrayList<>();
            for (int i = 0; i < enabled.size(); i++) {
                if (Objects.requireNonNull(enabled.get(i), "isEnabled gave null")) {
                    there.add(candidates.get(i));
                }
            }
            return filled(new Toolbox(agent, options), there);
        });
    }

    /**
     * Looks for mistakes in an agent, and in those that it calls as tools.
     *
     * @throws UserException if a tool or an agent does not exist, or two that are always there have one name
     */
    void check(Agent agent) {
        agent.tools().forEach(source -> {
            if (source instanceof ToolSource.OfAgent other) {
                check(other.tool().agent());
            }
        });
        filled(new Toolbox(agent, RunOptions.DEFAULT), candidates(agent).stream()
                .filter(candidate -> candidate.enabled() == Enabled.ALWAYS).toList());
    }

    private static Toolbox filled(Toolbox toolbox, List<Candidate> candidates) {
        candidates.forEach(candidate -> candidate.adding().accept(toolbox));
        return toolbox;
    }

    private List<Candidate> candidates(Agent agent) {
        List<Candidate> all = new ArrayList<>();
        for (ToolSource source : agent.tools()) {
            if (source instanceof ToolSource.OfHosted hosted) {
                all.add(new Candidate(Enabled.ALWAYS, toolbox -> toolbox.add(hosted.tool())));
                continue;
            }
            for (Tool tool : resolve(agent, source)) {
                all.add(new Candidate(tool.options().enabled(), toolbox -> toolbox.add(tool)));
            }
        }
        for (Handoff handoff : agent.handoffs()) {
            Agent target = Toolbox.target(registry, agent, handoff);
            Optional<TypeSchema> input = handoff.inputType().map(type -> inputOf(agent, handoff, type));
            all.add(new Candidate(handoff.enabled(), toolbox -> toolbox.add(handoff, target, input)));
        }
        return all;
    }

    private TypeSchema inputOf(Agent agent, Handoff handoff, Class<?> type) {
        try {
            return catalog.schemaOf(type);
        } catch (IllegalArgumentException none) {
            throw new UserException("The input type of the handoff from '" + agent.name() + "' to '" + handoff.agentName()
                    + "' cannot be used: " + none.getMessage());
        }
    }

    private Tool asTool(Agent agent, AgentTool called) {
        try {
            return called.tool(runner, catalog);
        } catch (IllegalArgumentException none) {
            throw new UserException("The tool '" + called.name() + "' of the agent '" + agent.name()
                    + "', which calls the agent '" + called.agent().name() + "', cannot be used: " + none.getMessage());
        }
    }

    private List<Tool> resolve(Agent agent, ToolSource source) {
        if (source instanceof ToolSource.OfTool given) {
            return List.of(given.tool());
        }
        if (source instanceof ToolSource.OfAgent other) {
            return List.of(asTool(agent, other.tool()));
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
}
