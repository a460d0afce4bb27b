package dev.runnel.agent;

import dev.runnel.event.AgentRef;
import dev.runnel.model.Model;
import dev.runnel.model.ModelSettings;
import dev.runnel.tool.HostedTool;
import dev.runnel.tool.Tool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Who answers: a name, instructions, a model, tools and handoffs. An immutable value; its name is its key everywhere. Agents
 * that are CDI beans are known to the {@link AgentRegistry}, and served over HTTP. Made by {@link #named}.
 */
public final class Agent {

    private final String name;
    private final Instructions instructions;
    private final Optional<String> handoffDescription;
    private final ModelSource model;
    private final List<ModelSource> fallbackModels;
    private final ModelSettings modelSettings;
    private final List<ToolSource> tools;
    private final List<Handoff> handoffs;
    private final List<InputGuardrail> inputGuardrails;
    private final List<OutputGuardrail> outputGuardrails;
    private final OutputSource outputType;
    private final AgentHooks hooks;
    private final ToolUseBehavior toolUseBehavior;
    private final boolean resetToolChoice;

    private Agent(Builder builder) {
        name = builder.name;
        instructions = builder.instructions;
        handoffDescription = builder.handoffDescription;
        model = builder.model;
        fallbackModels = List.copyOf(builder.fallbackModels);
        modelSettings = builder.modelSettings;
        tools = List.copyOf(builder.tools);
        handoffs = List.copyOf(builder.handoffs);
        inputGuardrails = List.copyOf(builder.inputGuardrails);
        outputGuardrails = List.copyOf(builder.outputGuardrails);
        outputType = builder.outputType;
        hooks = builder.hooks;
        toolUseBehavior = builder.toolUseBehavior;
        resetToolChoice = builder.resetToolChoice;
    }

    /**
     * Begins an agent of this name, exact.
     *
     * @throws IllegalArgumentException for a blank name
     */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Begins an agent that is this one, but for what is changed. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The name, exact. */
    public String name() {
        return name;
    }

    /** What the agent is told to be. */
    public Instructions instructions() {
        return instructions;
    }

    /** What other agents' models are told of it. */
    public Optional<String> handoffDescription() {
        return handoffDescription;
    }

    /** Its model. */
    public ModelSource model() {
        return model;
    }

    /** Who is asked where the model fails before it has begun to answer, in this order. */
    public List<ModelSource> fallbackModels() {
        return fallbackModels;
    }

    /** How the model shall answer. */
    public ModelSettings modelSettings() {
        return modelSettings;
    }

    /** What it may call. */
    public List<ToolSource> tools() {
        return tools;
    }

    /** To whom it may hand off. */
    public List<Handoff> handoffs() {
        return handoffs;
    }

    /** What looks at the input of runs that begin with it. */
    public List<InputGuardrail> inputGuardrails() {
        return inputGuardrails;
    }

    /** What looks at its final outputs. */
    public List<OutputGuardrail> outputGuardrails() {
        return outputGuardrails;
    }

    /** The form of its final output. */
    public OutputSource outputType() {
        return outputType;
    }

    /** Who is told what it does. */
    public AgentHooks hooks() {
        return hooks;
    }

    /** Whether the output of tools may be the final output. */
    public ToolUseBehavior toolUseBehavior() {
        return toolUseBehavior;
    }

    /** Whether a forced choice of tools ends once the agent has used one, which stops endless forced calls. */
    public boolean resetToolChoice() {
        return resetToolChoice;
    }

    /**
     * This agent as another one's tool: a call is a run of its own within the run, and the caller stays in control. The
     * model gives it one text, {@code input}, unless that is changed.
     *
     * @param toolName the name that the model calls
     * @param toolDescription what it does, for the model
     * @throws IllegalArgumentException for a name that the model's side would refuse
     */
    public AgentTool asTool(String toolName, String toolDescription) {
        return AgentTool.of(this, toolName, toolDescription);
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
        private final List<ModelSource> fallbackModels = new ArrayList<>();
        private ModelSettings modelSettings = ModelSettings.NONE;
        private final List<ToolSource> tools = new ArrayList<>();
        private final List<Handoff> handoffs = new ArrayList<>();
        private final List<InputGuardrail> inputGuardrails = new ArrayList<>();
        private final List<OutputGuardrail> outputGuardrails = new ArrayList<>();
        private OutputSource outputType = new OutputSource.Text();
        private AgentHooks hooks = AgentHooks.NONE;
        private ToolUseBehavior toolUseBehavior = ToolUseBehavior.runLlmAgain();
        private boolean resetToolChoice = true;

        private Builder(String name) {
            if (Objects.requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException("An agent needs a name that is not blank");
            }
            this.name = name;
        }

        private Builder(Agent agent) {
            name = agent.name;
            instructions = agent.instructions;
            handoffDescription = agent.handoffDescription;
            model = agent.model;
            fallbackModels.addAll(agent.fallbackModels);
            modelSettings = agent.modelSettings;
            tools.addAll(agent.tools);
            handoffs.addAll(agent.handoffs);
            inputGuardrails.addAll(agent.inputGuardrails);
            outputGuardrails.addAll(agent.outputGuardrails);
            outputType = agent.outputType;
            hooks = agent.hooks;
            toolUseBehavior = agent.toolUseBehavior;
            resetToolChoice = agent.resetToolChoice;
        }

        /** What the agent is told to be. */
        public Builder instructions(String text) {
            return instructions(Instructions.text(text));
        }

        /** What the agent is told to be, made anew for every model call. */
        public Builder instructions(Instructions instructions) {
            this.instructions = Objects.requireNonNull(instructions, "instructions");
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

        /**
         * Another model, to be named as for {@link #model(String)}: it is asked where all before it have failed before they
         * had begun to answer.
         */
        public Builder fallbackModel(String name) {
            fallbackModels.add(new ModelSource.OfName(name));
            return this;
        }

        /** Another model, which is asked where all before it have failed before they had begun to answer. */
        public Builder fallbackModel(Model model) {
            fallbackModels.add(new ModelSource.OfModel(model));
            return this;
        }

        /** How the model shall answer. */
        public Builder modelSettings(ModelSettings settings) {
            this.modelSettings = Objects.requireNonNull(settings, "settings");
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

        /** These agents, each called as a tool. */
        public Builder tools(AgentTool... agents) {
            Arrays.stream(agents).map(ToolSource.OfAgent::new).forEach(tools::add);
            return this;
        }

        /** These tools that the provider runs on its side. */
        public Builder tools(HostedTool... these) {
            Arrays.stream(these).map(ToolSource.OfHosted::new).forEach(tools::add);
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

        /** These look at the input of runs that begin with this agent. */
        public Builder inputGuardrails(InputGuardrail... these) {
            inputGuardrails.addAll(Arrays.asList(these));
            return this;
        }

        /** These look at the agent's final outputs. */
        public Builder outputGuardrails(OutputGuardrail... these) {
            outputGuardrails.addAll(Arrays.asList(these));
            return this;
        }

        /**
         * The agent's final output is of this class: a record or an enum annotated {@code @OutputType}, a number, a boolean,
         * or {@code String} for words.
         */
        public Builder outputType(Class<?> type) {
            this.outputType = type == String.class ? new OutputSource.Text() : new OutputSource.OfClass(type);
            return this;
        }

        /** The agent's final output is a list of these: what {@link #outputType(Class)} takes. */
        public Builder outputListOf(Class<?> elements) {
            this.outputType = new OutputSource.OfList(elements);
            return this;
        }

        /** The agent's final output has this form. */
        public Builder outputType(OutputSchema schema) {
            this.outputType = new OutputSource.OfSchema(schema);
            return this;
        }

        /** Who is told what the agent does. */
        public Builder hooks(AgentHooks hooks) {
            this.hooks = Objects.requireNonNull(hooks, "hooks");
            return this;
        }

        /** Whether the output of tools may be the final output. */
        public Builder toolUseBehavior(ToolUseBehavior behavior) {
            this.toolUseBehavior = Objects.requireNonNull(behavior, "behavior");
            return this;
        }

        /** Whether a forced choice of tools ends once the agent has used one; true unless set. */
        public Builder resetToolChoice(boolean reset) {
            this.resetToolChoice = reset;
            return this;
        }

        public Agent build() {
            return new Agent(this);
        }
    }
}
