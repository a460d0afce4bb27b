package dev.runnel.agent;

import dev.runnel.event.AgentRef;
import dev.runnel.model.Model;
import dev.runnel.model.ModelSettings;
import dev.runnel.tool.Tool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who answers: a name, instructions, a model, tools and handoffs. An immutable value; its name is its key everywhere. Agents
 * that are CDI beans are known to the {@link AgentRegistry}, and served over HTTP.
 *
 * @param name the name, exact
 * @param instructions what the agent is told to be
 * @param handoffDescription what other agents' models are told of it
 * @param model its model
 * @param modelSettings how the model shall answer
 * @param tools what it may call
 * @param handoffs to whom it may hand off
 * @param toolUseBehavior whether the output of tools may be the final output
 * @param resetToolChoice whether a forced choice of tools ends once the agent has used one, which stops endless forced calls
 */
public record Agent(String name, Instructions instructions, Optional<String> handoffDescription, ModelSource model,
        ModelSettings modelSettings, List<ToolSource> tools, List<Handoff> handoffs, ToolUseBehavior toolUseBehavior,
        boolean resetToolChoice) {

    /** @throws IllegalArgumentException for a blank name */
    public Agent {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("An agent needs a name that is not blank");
        }
        Objects.requireNonNull(instructions, "instructions");
        Objects.requireNonNull(handoffDescription, "handoffDescription");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(modelSettings, "modelSettings");
        tools = List.copyOf(tools);
        handoffs = List.copyOf(handoffs);
        Objects.requireNonNull(toolUseBehavior, "toolUseBehavior");
    }

    /** Begins an agent of this name. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The agent as events and items know it. */
    public AgentRef ref() {
        return new AgentRef(name);
    }

    @Override
    public String toString() {
        return "Agent[" + name + "]";
    }

    /** Collects what an agent needs. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private Instructions instructions = Instructions.text("");
        private Optional<String> handoffDescription = Optional.empty();
        private ModelSource model = new ModelSource.Default();
        private ModelSettings modelSettings = ModelSettings.NONE;
        private final List<ToolSource> tools = new ArrayList<>();
        private final List<Handoff> handoffs = new ArrayList<>();
        private ToolUseBehavior toolUseBehavior = ToolUseBehavior.runLlmAgain();
        private boolean resetToolChoice = true;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** What the agent is told to be. */
        public Builder instructions(String text) {
            return instructions(Instructions.text(text));
        }

        /** What the agent is told to be, made anew for every model call. */
        public Builder instructions(Instructions instructions) {
            this.instructions = instructions;
            return this;
        }

        /** What other agents' models are told of this one. */
        public Builder handoffDescription(String description) {
            this.handoffDescription = Optional.of(description);
            return this;
        }

        /** The {@code Model} bean of this name; if there is none, the default provider's model of this name. */
        public Builder model(String name) {
            this.model = new ModelSource.OfName(name);
            return this;
        }

        /** This model. */
        public Builder model(Model model) {
            this.model = new ModelSource.OfModel(model);
            return this;
        }

        /** How the model shall answer. */
        public Builder modelSettings(ModelSettings settings) {
            this.modelSettings = settings;
            return this;
        }

        /** All tools of these bean classes. */
        public Builder tools(Class<?>... beanClasses) {
            Arrays.stream(beanClasses).map(ToolSource.OfClass::new).forEach(tools::add);
            return this;
        }

        /** The tools of these names. */
        public Builder tools(String... names) {
            Arrays.stream(names).map(ToolSource.OfName::new).forEach(tools::add);
            return this;
        }

        /** These tools. */
        public Builder tools(Tool... these) {
            Arrays.stream(these).map(ToolSource.OfTool::new).forEach(tools::add);
            return this;
        }

        /** Handoffs to these agents. */
        public Builder handoffs(Agent... agents) {
            Arrays.stream(agents).map(Handoff::to).forEach(handoffs::add);
            return this;
        }

        /** Handoffs to the registered agents of these names, so that circles are possible. */
        public Builder handoffs(String... agentNames) {
            Arrays.stream(agentNames).map(Handoff::to).forEach(handoffs::add);
            return this;
        }

        /** These handoffs. */
        public Builder handoffs(Handoff... these) {
            handoffs.addAll(Arrays.asList(these));
            return this;
        }

        /** Whether the output of tools may be the final output. */
        public Builder toolUseBehavior(ToolUseBehavior behavior) {
            this.toolUseBehavior = behavior;
            return this;
        }

        /** Whether a forced choice of tools ends once the agent has used one; true unless set. */
        public Builder resetToolChoice(boolean reset) {
            this.resetToolChoice = reset;
            return this;
        }

        public Agent build() {
            return new Agent(name, instructions, handoffDescription, model, modelSettings, tools, handoffs, toolUseBehavior,
                    resetToolChoice);
        }
    }
}
