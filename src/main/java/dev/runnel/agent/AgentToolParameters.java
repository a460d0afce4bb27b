package dev.runnel.agent;

import dev.runnel.model.JsonText;
import dev.runnel.tool.TypeSchema;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What a model gives with the call of an {@link AgentTool}, and what the agent begins with then. Immutable. */
public sealed interface AgentToolParameters {

    /**
     * Arguments of this JSON schema.
     *
     * @param schema in the strict form
     * @param inputBuilder makes of the arguments what the agent begins with
     */
    record OfSchema(JsonText schema, AgentToolInput inputBuilder) implements AgentToolParameters {
        public OfSchema {
            Objects.requireNonNull(schema, "schema");
            Objects.requireNonNull(inputBuilder, "inputBuilder");
        }
    }

    /**
     * The arguments are an instance of this class.
     *
     * @param type a record annotated {@code @OutputType}
     * @param words makes of an instance the words of a user; empty for all of it as JSON
     */
    record OfClass<T>(Class<T> type, Optional<Function<T, String>> words) implements AgentToolParameters {
        public OfClass {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(words, "words");
        }

        /** @param schema that of the class */
        AgentToolInput inputBuilder(TypeSchema schema) {
            return words.map(of -> AgentToolInput.of(arguments -> of.apply(type.cast(schema.read(arguments)))))
                    .orElse(AgentToolInput.STRUCTURED);
        }
    }
}
