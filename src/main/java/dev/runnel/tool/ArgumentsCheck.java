package dev.runnel.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.runnel.model.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads the arguments of calls of one tool, and holds them against its schema. Immutable and thread-safe. */
final class ArgumentsCheck {

    private static final ObjectReader TREE = new ObjectMapper().reader()
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

    private final SchemaCheck schema;

    private ArgumentsCheck(JsonNode schema) {
        this.schema = new SchemaCheck(schema);
    }

    /** For a schema that {@link JsonSchemas} made. */
    static ArgumentsCheck ofGenerated(JsonText schema) {
        return new ArgumentsCheck(tree(schema));
    }

    /**
     * For a schema that was written by hand.
     *
     * @throws IllegalArgumentException naming what in it cannot be held against a value
     */
    static ArgumentsCheck ofWritten(String toolName, JsonText schema) {
        JsonNode tree = tree(schema);
        SchemaForm.check(toolName, tree);
        return new ArgumentsCheck(tree);
    }

    /** @throws InvalidToolInputException if they do not fit the schema */
    JsonNode read(JsonText arguments) {
        JsonNode read;
        try {
            read = TREE.readTree(arguments.bytes());
        } catch (JsonProcessingException e) {
            throw new InvalidToolInputException(
                    "The arguments cannot be read; they must be one JSON object with each name once");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schema.check(read);
        return read;
    }

    private static JsonNode tree(JsonText schema) {
        try {
            return TREE.readTree(schema.bytes());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A schema must have each name once; this one is " + schema, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
