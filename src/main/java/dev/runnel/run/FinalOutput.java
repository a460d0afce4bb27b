package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.OutputSchema;
import dev.runnel.agent.OutputSource;
import dev.runnel.agent.UserException;
import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.OutputFormat;
import dev.runnel.tool.InvalidToolInputException;
import dev.runnel.tool.ToolCatalog;
import dev.runnel.tool.TypeSchema;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The form of one agent's final output: words, or what a schema says. Immutable. */
final class FinalOutput {

    private static final String FORMAT_NAME = "final_output"; // the Agents SDK's

    private final Agent agent;
    private final Optional<OutputSchema> schema;

    /** @throws UserException if the agent's output type has no schema */
    FinalOutput(Agent agent, ToolCatalog catalog) {
        this.agent = agent;
        this.schema = schema(agent, catalog);
    }

    boolean isText() {
        return schema.isEmpty();
    }

    /** What the model is told of it. */
    Optional<OutputFormat> format() {
        return schema.map(given -> new OutputFormat(FORMAT_NAME, given.jsonSchema(), given.isStrict()));
    }

    /**
     * The output that the model's last words are.
     *
     * @throws ModelBehaviorException if they do not fit the schema
     */
    OutputValue of(String text) {
        if (schema.isEmpty()) {
            return OutputValue.of(text);
        }
        String what = "The final output of agent '" + agent.name() + "' is no " + schema.get().name();
        JsonText json;
        try {
            json = JsonText.value(text.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException noJson) {
            throw new ModelBehaviorException(what + ": it is not JSON");
        }
        try {
            return schema.get().read(json);
        } catch (IllegalArgumentException unfit) {
            throw new ModelBehaviorException(what + ": " + unfit.getMessage());
        }
    }

    /** What is wrong where the model gave none. */
    ModelBehaviorException missing() {
        return new ModelBehaviorException("The model gave no final output of agent '" + agent.name() + "'"
                + schema.map(shall -> ", which shall be a " + shall.name()).orElse(""));
    }

    /** The output that a tool's is: words for an agent of words, as it is for any other. */
    OutputValue ofTool(OutputValue output) {
        return isText() ? OutputValue.of(output.text()) : output;
    }

    /**
     * The output that an error handler has given.
     *
     * @throws UserException if it does not fit the schema
     */
    OutputValue ofHandler(OutputValue given) {
        if (isText() || !(given.value() instanceof String || given.value() instanceof JsonText)) {
            return ofTool(given);
        }
        try {
            return of(given.text());
        } catch (ModelBehaviorException unfit) {
            throw new UserException("What an error handler gave does not do: " + unfit.getMessage());
        }
    }

    private static Optional<OutputSchema> schema(Agent agent, ToolCatalog catalog) {
        OutputSource source = agent.outputType();
        try {
            if (source instanceof OutputSource.OfClass given) {
                return Optional.of(new OfType(given.type().getSimpleName(), catalog.schemaOf(given.type())));
            }
            if (source instanceof OutputSource.OfList list) {
                return Optional.of(new OfType("list of " + list.elements().getSimpleName(),
                        catalog.schemaOfList(list.elements())));
            }
        } catch (IllegalArgumentException none) {
            throw new UserException("The output type of agent '" + agent.name() + "' cannot be used: " + none.getMessage());
        }
        return source instanceof OutputSource.OfSchema given ? Optional.of(given.schema()) : Optional.empty();
    }

    private record OfType(String name, TypeSchema type) implements OutputSchema {

        @Override
        public JsonText jsonSchema() {
            return type.schema();
        }

        @Override
        public boolean isStrict() {
            return type.isStrict();
        }

        @Override
        public OutputValue read(JsonText json) {
            try {
                return new OutputValue(type.read(json), type.valueIn(json));
            } catch (InvalidToolInputException unfit) {
                throw new IllegalArgumentException(unfit.getMessage(), unfit);
            }
        }
    }
}
