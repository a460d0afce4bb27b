package dev.runnel.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.types.ParameterizedType;
import jakarta.enterprise.lang.model.types.Type;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes JSON schemas of Java types while the application is built: the strict form that the Responses API asks for, all
 * properties required, none additional, {@code Optional} as a type that may be null. One instance serves one schema.
 */
final class JsonSchemas {

    private static final String ALLOWED = "allowed are String, boolean, byte, short, int, long, float, double and their"
            + " boxes, enums, records, List of these, and Optional of any of these as a parameter or a record's component";

    private static final Map<String, String> SCALARS = Map.ofEntries(
            Map.entry("boolean", "boolean"), Map.entry("java.lang.Boolean", "boolean"),
            Map.entry("byte", "integer"), Map.entry("java.lang.Byte", "integer"),
            Map.entry("short", "integer"), Map.entry("java.lang.Short", "integer"),
            Map.entry("int", "integer"), Map.entry("java.lang.Integer", "integer"),
            Map.entry("long", "integer"), Map.entry("java.lang.Long", "integer"),
            Map.entry("float", "number"), Map.entry("java.lang.Float", "number"),
            Map.entry("double", "number"), Map.entry("java.lang.Double", "number"),
            Map.entry("java.lang.String", "string"));

    /** The records that the value now written is within, outermost first. */
    private final Deque<String> within = new ArrayDeque<>();

    private JsonSchemas() {
    }

    /**
     * A member of an object.
     *
     * @param name its name in JSON
     * @param description what it means, for the model; may be empty
     * @param type its type
     * @param place what it is, for the developer: {@code parameter 'city'}
     */
    record Property(String name, String description, Type type, String place) {
    }

    /**
     * The schema of an object with these members.
     *
     * @throws Refusal for a type that has no schema, and for two members of one name
     */
    static JsonText object(List<Property> properties) {
        return Json.write(json -> {
            json.writeStartObject();
            new JsonSchemas().members(json, properties);
            json.writeEndObject();
        });
    }

    /**
     * The schema of a type.
     *
     * @param place what has this type, for the developer
     * @throws Refusal for a type that has no schema
     */
    static JsonText of(Type type, String place) {
        return Json.write(json -> new JsonSchemas().property(json, new Property("", "", type, place)));
    }

    private void property(JsonGenerator json, Property property) throws IOException {
        json.writeStartObject();
        if (!property.description().isEmpty()) {
            json.writeStringField("description", property.description());
        }
        Optional<Type> maybe = optional(property.type());
        value(json, maybe.orElse(property.type()), maybe.isPresent(), property.place());
        json.writeEndObject();
    }

    private void value(JsonGenerator json, Type type, boolean nullable, String place) throws IOException {
        Optional<Type> element = argumentOf(List.class, type);
        if (element.isPresent()) {
            type(json, "array", nullable);
            json.writeObjectFieldStart("items");
            value(json, element.get(), false, place);
            json.writeEndObject();
        } else if (type.isPrimitive()) {
            scalar(json, type.asPrimitive().name(), nullable, type, place);
        } else if (type.isClass() && type.asClass().declaration().isEnum()) {
            constants(json, type.asClass().declaration(), nullable, place);
        } else if (type.isClass() && type.asClass().declaration().isRecord()) {
            object(json, type.asClass().declaration(), nullable, place);
        } else if (type.isClass()) {
            scalar(json, type.asClass().declaration().name(), nullable, type, place);
        } else {
            throw refusal(type, place);
        }
    }

    private static void scalar(JsonGenerator json, String className, boolean nullable, Type type, String place)
            throws IOException {
        String name = SCALARS.get(className);
        if (name == null) {
            throw refusal(type, place);
        }
        type(json, name, nullable);
    }

    private static void constants(JsonGenerator json, ClassInfo type, boolean nullable, String place) throws IOException {
        type(json, "string", nullable);
        json.writeArrayFieldStart("enum");
        for (String constant : JacksonNames.constants(type, place)) {
            json.writeString(constant);
        }
        if (nullable) {
            json.writeNull();
        }
        json.writeEndArray();
    }

    private void object(JsonGenerator json, ClassInfo type, boolean nullable, String place) throws IOException {
        if (within.contains(type.name())) {
            throw new Refusal(place + " has the type " + within.getFirst() + ", which contains " + type.name()
                    + " within itself; allowed are records that end somewhere");
        }
        if (!type.typeParameters().isEmpty()) {
            throw new Refusal(place + " has the type " + type.name() + ", a generic record; " + ALLOWED);
        }
        within.addLast(type.name());
        if (nullable) {
            json.writeArrayFieldStart("anyOf");
            json.writeStartObject();
        }
        members(json, JacksonNames.components(type, place));
        if (nullable) {
            json.writeEndObject();
            json.writeStartObject();
            json.writeStringField("type", "null");
            json.writeEndObject();
            json.writeEndArray();
        }
        within.removeLast();
    }

    private void members(JsonGenerator json, List<Property> properties) throws IOException {
        json.writeStringField("type", "object");
        json.writeObjectFieldStart("properties");
        Set<String> names = new HashSet<>();
        for (Property property : properties) {
            if (!names.add(property.name())) {
                throw new Refusal(property.place() + " has the name '" + property.name()
                        + "' in JSON, which another one has too; allowed is each name once");
            }
            json.writeFieldName(property.name());
            property(json, property);
        }
        json.writeEndObject();
        json.writeArrayFieldStart("required");
        for (Property property : properties) {
            json.writeString(property.name());
        }
        json.writeEndArray();
        json.writeBooleanField("additionalProperties", false);
    }

    private static void type(JsonGenerator json, String name, boolean nullable) throws IOException {
        if (nullable) {
            json.writeArrayFieldStart("type");
            json.writeString(name);
            json.writeString("null");
            json.writeEndArray();
        } else {
            json.writeStringField("type", name);
        }
    }

    /** The {@code X} of {@code Optional<X>}; empty for any other type. */
    static Optional<Type> optional(Type type) {
        return argumentOf(Optional.class, type);
    }

    /** The {@code X} of {@code List<X>} or {@code Optional<X>}. */
    private static Optional<Type> argumentOf(Class<?> generic, Type type) {
        if (!type.isParameterizedType()) {
            return Optional.empty();
        }
        ParameterizedType parameterized = type.asParameterizedType();
        return parameterized.declaration().name().equals(generic.getName())
                ? Optional.of(parameterized.typeArguments().get(0))
                : Optional.empty();
    }

    private static Refusal refusal(Type type, String place) {
        return new Refusal(place + " has the type " + type + ", which has no JSON schema here; " + ALLOWED);
    }
}
