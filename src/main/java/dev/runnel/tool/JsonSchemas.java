package dev.runnel.tool;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.model.Json;
import dev.runnel.model.JsonText;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.types.ParameterizedType;
import jakarta.enterprise.lang.model.types.Type;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes JSON schemas of Java types while the application is built: the strict form that the Responses API asks for, all
 * properties required, none additional, {@code Optional} as a type that may be null. Where a type or a constraint cannot be
 * said in that form, the schema is an ordinary one, and says so. One instance serves one schema.
 */
final class JsonSchemas {

    private static final String ALLOWED = "allowed are String, boolean, byte, short, int, long, float, double and their"
            + " boxes, BigInteger, BigDecimal, UUID, URI, Instant, OffsetDateTime, ZonedDateTime, LocalDateTime, LocalDate,"
            + " LocalTime, Duration, enums, records, List, Set, arrays and Map<String, …> of these, and Optional of any of"
            + " these as a parameter or a record's component";

    private static final Map<String, String> SCALARS = Map.ofEntries(
            Map.entry("boolean", "boolean"), Map.entry("java.lang.Boolean", "boolean"),
            Map.entry("byte", "integer"), Map.entry("java.lang.Byte", "integer"),
            Map.entry("short", "integer"), Map.entry("java.lang.Short", "integer"),
            Map.entry("int", "integer"), Map.entry("java.lang.Integer", "integer"),
            Map.entry("long", "integer"), Map.entry("java.lang.Long", "integer"),
            Map.entry("float", "number"), Map.entry("java.lang.Float", "number"),
            Map.entry("double", "number"), Map.entry("java.lang.Double", "number"),
            Map.entry("java.math.BigInteger", "integer"), Map.entry("java.math.BigDecimal", "number"),
            Map.entry("java.lang.String", "string"), Map.entry("java.net.URI", "string"));

    /** The records that the value now written is within, outermost first. */
    private final Deque<String> within = new ArrayDeque<>();

    private boolean strict = true;

    private JsonSchemas() {
    }

    /**
     * A member of an object.
     *
     * @param name its name in JSON
     * @param description what it means, for the model; may be empty
     * @param type its type
     * @param annotations what may constrain it
     * @param place what it is, for the developer: {@code parameter 'city'}
     */
    record Property(String name, String description, Type type, Collection<AnnotationInfo> annotations, String place) {
    }

    /**
     * A schema.
     *
     * @param text the schema
     * @param strict whether it has only what the Responses API takes in the schema of a strict function
     */
    record Schema(JsonText text, boolean strict) {
    }

    /**
     * The schema of an object with these members.
     *
     * @throws Refusal for a type that has no schema, and for two members of one name
     */
    static Schema object(List<Property> properties) {
        JsonSchemas schemas = new JsonSchemas();
        JsonText text = Json.write(json -> {
            json.writeStartObject();
            schemas.members(json, properties);
            json.writeEndObject();
        });
        return new Schema(text, schemas.strict);
    }

    /**
     * The schema of a record or an enum by itself.
     *
     * @throws Refusal for any other type, and for one that has parts without a schema
     */
    static Schema of(ClassInfo type, String place) {
        if (!type.isRecord() && !type.isEnum()) {
            throw new Refusal(place + " is neither a record nor an enum; allowed are these");
        }
        JsonSchemas schemas = new JsonSchemas();
        JsonText text = Json.write(json -> {
            json.writeStartObject();
            if (type.isEnum()) {
                constants(json, type, false, place);
            } else {
                schemas.object(json, type, false, place);
            }
            json.writeEndObject();
        });
        return new Schema(text, schemas.strict);
    }

    private void property(JsonGenerator json, Property property) throws IOException {
        json.writeStartObject();
        if (!property.description().isEmpty()) {
            json.writeStringField("description", property.description());
        }
        Optional<Type> maybe = argumentOf(Optional.class, property.type());
        Type type = maybe.orElse(property.type());
        List<AnnotationInfo> annotations = new ArrayList<>(property.annotations());
        annotations.addAll(type.annotations());
        value(json, type, annotations, maybe.isPresent(), property.place());
        json.writeEndObject();
    }

    private void value(JsonGenerator json, Type type, Collection<AnnotationInfo> annotations, boolean nullable, String place)
            throws IOException {
        Constraints constraints = new Constraints(kind(type), place).with(annotations);
        if (type.isPrimitive()) {
            scalar(json, type.asPrimitive().name(), nullable, type, place);
        } else if (type.isClass() && type.asClass().declaration().isEnum()) {
            constants(json, type.asClass().declaration(), nullable, place);
        } else if (type.isClass() && type.asClass().declaration().isRecord()) {
            object(json, type.asClass().declaration(), nullable, place);
        } else if (type.isClass()) {
            scalar(json, type.asClass().declaration().name(), nullable, type, place);
        } else {
            container(json, type, nullable, place);
        }
        constraints.write(json);
        strict &= constraints.strict();
    }

    private void container(JsonGenerator json, Type type, boolean nullable, String place) throws IOException {
        Optional<Type> elements = elements(type, place);
        Optional<Type> values = argumentOf(Map.class, type).map(keys -> type.asParameterizedType().typeArguments().get(1));
        if (elements.isPresent()) {
            type(json, "array", nullable);
            json.writeObjectFieldStart("items");
            // in Java's grammar, what stands before an array is said of its elements too, but meant of the array
            value(json, elements.get(), type.isArray() ? List.of() : elements.get().annotations(), false, place);
            json.writeEndObject();
            if (argumentOf(Set.class, type).isPresent()) {
                json.writeBooleanField("uniqueItems", true);
                strict = false;
            }
        } else if (values.isPresent() && isString(type.asParameterizedType().typeArguments().get(0))) {
            type(json, "object", nullable);
            json.writeObjectFieldStart("additionalProperties");
            value(json, values.get(), values.get().annotations(), false, place);
            json.writeEndObject();
            strict = false;
        } else {
            throw refusal(type, place);
        }
    }

    /** What a list, a set or an array has as elements; of arrays, those that Jackson would read from something else not. */
    private static Optional<Type> elements(Type type, String place) {
        if (!type.isArray()) {
            return argumentOf(List.class, type).or(() -> argumentOf(Set.class, type));
        }
        Type element = type.asArray().componentType();
        boolean bytesOrText = element.isPrimitive() && Set.of("byte", "char").contains(element.asPrimitive().name());
        if (bytesOrText || element.isParameterizedType()) {
            throw refusal(type, place);
        }
        return Optional.of(element);
    }

    private static Constraints.Kind kind(Type type) {
        if (type.isArray() || argumentOf(List.class, type).isPresent() || argumentOf(Set.class, type).isPresent()) {
            return Constraints.Kind.ARRAY;
        }
        if (argumentOf(Map.class, type).isPresent()) {
            return Constraints.Kind.MAP;
        }
        String name = type.isPrimitive() ? type.asPrimitive().name()
                : type.isClass() ? type.asClass().declaration().name() : "";
        return switch (SCALARS.getOrDefault(name, "")) {
            case "integer", "number" -> Constraints.Kind.NUMBER;
            case "string" -> Constraints.Kind.TEXT;
            default -> Constraints.Kind.OTHER;
        };
    }

    private static boolean isString(Type type) {
        return type.isClass() && type.asClass().declaration().name().equals("java.lang.String");
    }

    private static void scalar(JsonGenerator json, String className, boolean nullable, Type type, String place)
            throws IOException {
        Optional<TextFormat> format = TextFormat.ofClass(className);
        String name = format.isPresent() ? "string" : SCALARS.get(className);
        if (name == null) {
            throw refusal(type, place);
        }
        type(json, name, nullable);
        if (format.isPresent()) {
            json.writeStringField(format.get().keyword(), format.get().value());
        }
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

    /** The {@code X} of {@code List<X>}, {@code Map<X, Y>} and the like. */
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
        return new Refusal(place + " has the type " + type + kindOf(type) + ", which has no JSON schema here; " + ALLOWED);
    }

    /** What a refused type is, where its name does not tell. */
    private static String kindOf(Type type) {
        if (type.isParameterizedType() && type.asParameterizedType().declaration().isRecord()) {
            return ", a generic record";
        }
        if (!type.isClass() || type.asClass().declaration().name().startsWith("java.")) {
            return "";
        }
        ClassInfo declaration = type.asClass().declaration();
        if (declaration.isInterface()) {
            return ", an interface, sealed or not";
        }
        return declaration.isAbstract() ? ", an abstract class, sealed or not" : ", a class that is no record";
    }
}
