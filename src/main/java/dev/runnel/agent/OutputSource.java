package dev.runnel.agent;

import java.util.Objects;

/** How an agent refers to the form of its final output. */
public sealed interface OutputSource {

    /** Words. */
    record Text() implements OutputSource {
    }

    /** This class. */
    record OfClass(Class<?> type) implements OutputSource {
        public OfClass {
            Objects.requireNonNull(type, "type");
        }
    }

    /** A list of this class. */
    record OfList(Class<?> elements) implements OutputSource {
        public OfList {
            Objects.requireNonNull(elements, "elements");
        }
    }

    /** This schema. */
    record OfSchema(OutputSchema schema) implements OutputSource {
        public OfSchema {
            Objects.requireNonNull(schema, "schema");
        }
    }
}
