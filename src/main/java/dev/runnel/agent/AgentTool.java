package dev.runnel.agent;

import dev.runnel.model.JsonText;
import dev.runnel.tool.Enabled;
import dev.runnel.tool.NeedsApproval;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import dev.runnel.tool.ToolErrorFunction;
import dev.runnel.tool.ToolOptions;
import dev.runnel.tool.TypeSchema;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * An agent as another one's tool: a call of it is a run within the run, with an input of its own, and the caller stays in
 * control. Immutable; begins with {@link Agent#asTool}.
 *
 * @param agent who is called
 * @param name the tool's name
 * @param description what it does, for the model
 * @param parameters what the model gives with a call, and what the agent begins with then
 * @param customOutputExtractor takes out of the agent's run what the caller reads
 * @param maxTurns the most turns of a call; empty for as many as a run has unless set
 * @param hooks who is told what happens in the agent's run
 * @param streamed whether the events of the agent's run are among those of the outer run
 * @param options what the runner does around the calls
 */
public record AgentTool(Agent agent, String name, String description, AgentToolParameters parameters,
        AgentToolOutput customOutputExtractor, OptionalInt maxTurns, RunHooks hooks, boolean streamed, ToolOptions options) {

    /** The schema of the parameters unless set: one text, {@code input}. */
    public static final JsonText INPUT = JsonText.of("{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
            + "\"required\":[\"input\"],\"additionalProperties\":false}");

    /** @throws IllegalArgumentException for a name that the model's side would refuse */
    public AgentTool {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(customOutputExtractor, "customOutputExtractor");
        Objects.requireNonNull(maxTurns, "maxTurns");
        Objects.requireNonNull(hooks, "hooks");
        Objects.requireNonNull(options, "options");
        if (!Tool.isName(name)) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of the agent '" + agent.name()
                    + "' as a tool; allowed are 1 to 64 letters, digits, '_' and '-'");
        }
    }

    static AgentTool of(Agent agent, String name, String description) {
        return new AgentTool(agent, name, description, new AgentToolParameters.OfSchema(INPUT, AgentToolInput.TEXT),
                AgentToolOutput.FINAL_OUTPUT, OptionalInt.empty(), RunHooks.NONE, true, ToolOptions.DEFAULT);
    }

    /** The same with other parameters, whose arguments go to the agent as JSON; in the strict form. */
    public AgentTool withParameters(JsonText schema) {
        return withParameters(schema, AgentToolInput.STRUCTURED);
    }

    /** The same with other parameters, in the strict form, and what is made of their arguments. */
    public AgentTool withParameters(JsonText schema, AgentToolInput builder) {
        return withParameters(new AgentToolParameters.OfSchema(schema, builder));
    }

    /** The same with this record, annotated {@code @OutputType}, as arguments, which go to the agent as JSON. */
    public AgentTool withParameters(Class<? extends Record> type) {
        return withParameters(new AgentToolParameters.OfClass<>(type, Optional.empty()));
    }

    /** The same with this record, annotated {@code @OutputType}, as arguments, and what the agent is told of them. */
    public <T extends Record> AgentTool withParameters(Class<T> type, Function<T, String> words) {
        return withParameters(new AgentToolParameters.OfClass<>(type, Optional.of(words)));
    }

    private AgentTool withParameters(AgentToolParameters other) {
        return new AgentTool(agent, name, description, other, customOutputExtractor, maxTurns, hooks, streamed, options);
    }

    /** The same, but for what the caller reads. */
    public AgentTool withCustomOutputExtractor(AgentToolOutput extractor) {
        return new AgentTool(agent, name, description, parameters, extractor, maxTurns, hooks, streamed, options);
    }

    /**
     * The same with so many turns at the most.
     *
     * @throws IllegalArgumentException if that is less than 1
     */
    public AgentTool withMaxTurns(int turns) {
        if (turns < 1) {
            throw new IllegalArgumentException("maxTurns is " + turns + ", must be at least 1");
        }
        return new AgentTool(agent, name, description, parameters, customOutputExtractor, OptionalInt.of(turns), hooks,
                streamed, options);
    }

    /** The same with hooks for the agent's run; those of the outer run are not told of it. */
    public AgentTool withHooks(RunHooks other) {
        return new AgentTool(agent, name, description, parameters, customOutputExtractor, maxTurns, other, streamed,
                options);
    }

    /** The same, but the events of the agent's run are not among those of the outer run. */
    public AgentTool withoutEvents() {
        return new AgentTool(agent, name, description, parameters, customOutputExtractor, maxTurns, hooks, false, options);
    }

    /** The same with all that the runner does around the calls of a tool. */
    public AgentTool withOptions(ToolOptions other) {
        return new AgentTool(agent, name, description, parameters, customOutputExtractor, maxTurns, hooks, streamed, other);
    }

    /** The same, there in some turns only. */
    public AgentTool withEnabled(Enabled enabled) {
        return withOptions(options.withEnabled(enabled));
    }

    /** The same, where calls wait for a person's consent; what the agent's own tools ask for is asked in any case. */
    public AgentTool withNeedsApproval(NeedsApproval rule) {
        return withOptions(options.withNeedsApproval(rule));
    }

    /** The same with other words for its failures, those of the agent's run. */
    public AgentTool withFailureErrorFunction(ToolErrorFunction words) {
        return withOptions(options.withFailureErrorFunction(words));
    }

    /**
     * The tool, as this runner runs its agent.
     *
     * @param catalog knows the schemas of classes
     * @throws IllegalArgumentException if the parameters are of a class that has none
     */
    public Tool tool(AgentRunner runner, ToolCatalog catalog) {
        Tool.Builder begun = Tool.named(name).description(description);
        if (parameters instanceof AgentToolParameters.OfSchema given) {
            return tool(begun.parameters(given.schema()), runner, given.inputBuilder());
        }
        AgentToolParameters.OfClass<?> given = (AgentToolParameters.OfClass<?>) parameters;
        TypeSchema schema = catalog.schemaOf(given.type());
        return tool(begun.parameters(schema), runner, given.inputBuilder(schema));
    }

    private Tool tool(Tool.Builder begun, AgentRunner runner, AgentToolInput inputBuilder) {
        return begun.handler((call, arguments) -> inputBuilder.of(call, arguments)
                .flatMap(input -> runner.run(this, input, call))
                .flatMap((AgentToolResult result) -> Uni.createFrom().deferred(() -> customOutputExtractor.of(result))))
                .withOptions(options);
    }
}
