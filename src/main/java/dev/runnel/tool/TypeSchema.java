package dev.runnel.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A Java type as a model writes it: the schema that the model is held to, and how to read what it wrote. That is always an
 * object; a type that is none in JSON is in the one member {@code response} of it, as the Agents SDK has it. Made by {@link
 * ToolCatalog#schemaOf}; immutable and thread-safe.
 */
public final class TypeSchema {

    private static final String WRAPPED = "response";

    private static final ObjectMapper PLAIN = new ObjectMapper().registerModule(new ExactNumbers());

    private static final Map<Class<?>, String> SCALARS = Map.of(Boolean.class, "boolean", Integer.class, "integer",
            Long.class, "integer", BigInteger.class, "integer", Double.class, "number", Float.class, "number",
            BigDecimal.class, "number");

    private final Class<?> type;
    private final JsonText ofType;
    private final JsonText schema;
    private final boolean strict;
    private final boolean wrapped;
    private final ArgumentsCheck check;
    private final Function<Boolean, ObjectReader> readers;
    private final ObjectReader reader;

    private TypeSchema(Class<?> type, JsonText ofType, boolean strict, boolean wrapped,
            Function<Boolean, ObjectReader> readers, boolean list) {
        this.type = type;
        this.ofType = ofType;
        this.schema = wrapped ? wrapped(ofType, list) : ofType;
        this.strict = strict;
        this.wrapped = wrapped;
        this.check = ArgumentsCheck.ofGenerated(schema);
        this.readers = readers;
        this.reader = readers.apply(list);
    }

    /** A class whose schema was made when the application was built. */
    static TypeSchema ofClass(Class<?> type, JsonText schema, boolean strict, ObjectMapper reading) {
        return new TypeSchema(type, schema, strict, type.isEnum(), list -> list
                ? reading.readerForListOf(type) : reading.readerFor(type), false);
    }

    /** A number or a boolean; empty for any other class. */
    static Optional<TypeSchema> ofScalar(Class<?> type) {
        return Optional.ofNullable(SCALARS.get(type)).map(name -> new TypeSchema(type,
                JsonText.of("{\"type\":\"" + name + "\"}"), true, true,
                list -> list ? PLAIN.readerForListOf(type) : PLAIN.readerFor(type), false));
    }

    /** A list of texts. */
    static TypeSchema listOfTexts() {
        return new TypeSchema(String.class, JsonText.of("{\"type\":\"string\"}"), true, true,
                list -> PLAIN.readerForListOf(String.class), true);
    }

    /** The schema of a list of these. */
    public TypeSchema listOf() {
        return new TypeSchema(type, ofType, strict, true, readers, true);
    }

    /** The type. */
    Class<?> type() {
        return type;
    }

    /** What it is called, for people. */
    public String name() {
        return type.getSimpleName();
    }

    /** The JSON schema. */
    public JsonText schema() {
        return schema;
    }

    /** Whether the schema has only what the Responses API takes in a strict one. */
    public boolean isStrict() {
        return strict;
    }

    /**
     * Reads what a model wrote.
     *
     * @return the value, an instance of the type or a list of such
     * @throws InvalidToolInputException if it does not fit, saying where and what would
     */
    public Object read(JsonText json) {
        JsonNode read = check.read(json);
        JsonNode value = wrapped ? read.path(WRAPPED) : read;
        try {
            return reader.readValue(value);
        } catch (IOException e) {
            throw BindingFailure.of(wrapped ? WRAPPED : name(), value, e);
        }
    }

    /** The part of what a model wrote that is the value. */
    public JsonText valueIn(JsonText json) {
        return wrapped ? json.member(WRAPPED).orElse(json) : json;
    }

    private static JsonText wrapped(JsonText inner, boolean list) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "object");
            json.writeObjectFieldStart("properties");
            if (list) {
                json.writeObjectFieldStart(WRAPPED);
                json.writeStringField("type", "array");
                Json.raw(json, "items", inner);
                json.writeEndObject();
            } else {
                Json.raw(json, WRAPPED, inner);
            }
            json.writeEndObject();
            json.writeArrayFieldStart("required");
            json.writeString(WRAPPED);
            json.writeEndArray();
            json.writeBooleanField("additionalProperties", false);
            json.writeEndObject();
        });
    }
}
