package dev.runnel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The document that {@code GET /openapi.json} serves, to hold JSON against its schemas. Clients are told to ignore members
 * that they do not know; here a member that is not documented is a violation.
 */
final class OpenApiDocument {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String BASE_OF_EVENTS = "EventOrigin"; // other schemas add to it

    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(VersionFlag.V202012,
            factory -> factory.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                    .keyword(new NonValidationKeyword("components")).build()));

    private final Map<String, JsonSchema> schemas = new HashMap<>();
    private final JsonNode document;
    private final ObjectNode closed;
    private final Set<String> occurred = new TreeSet<>();

    OpenApiDocument() {
        try (InputStream file = OpenApiResource.class.getResourceAsStream("openapi.json")) {
            document = MAPPER.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        closed = document.deepCopy();
        // it only repeats what oneOf says, and is no keyword of JSON Schema
        closed.findParents("discriminator").forEach(parent -> ((ObjectNode) parent).remove("discriminator"));
        closed.at("/components/schemas").fields().forEachRemaining(schema -> {
            if (!schema.getKey().equals(BASE_OF_EVENTS)) {
                close(schema.getValue());
            }
        });
    }

    private static void close(JsonNode schema) {
        if (schema.isObject() && schema.path("type").asText().equals("object") && schema.has("properties")
                && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("unevaluatedProperties", false);
        }
        schema.forEach(OpenApiDocument::close);
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + text, e);
        }
    }

    /** The part of the document at a JSON pointer; a missing node where there is none. */
    JsonNode at(String pointer) {
        return document.at(pointer);
    }

    /** The names of an object's members. */
    static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The strings of an array. */
    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    /** What is wrong with a value that should be as a schema of the components says; its members have then occurred. */
    List<String> violations(String component, JsonNode value) {
        Set<ValidationMessage> found = schemas.computeIfAbsent(component, this::schema).validate(value);
        if (found.isEmpty()) {
            note(component, at("/components/schemas/" + component), value);
        }
        return found.stream().map(message -> message + " in " + value).toList();
    }

    private JsonSchema schema(String component) {
        ObjectNode schema = MAPPER.createObjectNode().put("$ref", SCHEMAS + component);
        schema.set("components", closed.get("components"));
        return VALIDATORS.getSchema(schema);
    }

    /** The members, as {@code Schema.member}, of everything that was found valid. */
    Set<String> occurred() {
        return occurred;
    }

    /** All members that a schema and those that it refers to have, as {@code Schema.member}. */
    Set<String> membersOf(String component) {
        Set<String> members = new TreeSet<>();
        members(component, members, new TreeSet<>());
        return members;
    }

    private void members(String component, Set<String> members, Set<String> done) {
        if (done.add(component)) {
            JsonNode schema = at("/components/schemas/" + component);
            for (JsonNode properties : schema.findValues("properties")) {
                names(properties).forEach(name -> members.add(component + "." + name));
            }
            members.addAll(inner(component, schema));
            schema.findValues("$ref").forEach(ref -> members(name(ref), members, done));
        }
    }

    /** Those of objects within an object; findValues does not look into what it has found. */
    private static Set<String> inner(String component, JsonNode schema) {
        Set<String> members = new TreeSet<>();
        schema.path("properties").forEach(property -> {
            names(property.path("properties")).forEach(name -> members.add(component + "." + name));
        });
        return members;
    }

    private void note(String component, JsonNode schema, JsonNode value) {
        if (schema.has("$ref")) {
            String name = name(schema.get("$ref"));
            note(name, at("/components/schemas/" + name), value);
        } else if (schema.has("discriminator")) {
            String ref = schema.at("/discriminator/mapping").path(value.path("type").asText()).asText();
            note(ref.substring(SCHEMAS.length()), document.at(ref.substring(1)), value);
        } else {
            schema.path("allOf").forEach(part -> note(component, part, value));
            schema.path("oneOf").forEach(part -> note(component, part, value));
            schema.path("anyOf").forEach(part -> violations(name(part.get("$ref")), value)); // notes the one that fits
            schema.path("properties").fields().forEachRemaining(property -> {
                if (value.has(property.getKey())) {
                    occurred.add(component + "." + property.getKey());
                    note(component, property.getValue(), value.get(property.getKey()));
                }
            });
            if (value.isArray() && schema.has("items")) {
                value.forEach(element -> note(component, schema.get("items"), element));
            }
        }
    }

    private static String name(JsonNode ref) {
        return ref.asText().substring(SCHEMAS.length());
    }

    /** The statuses that are documented for a path's only method. */
    Set<Integer> statuses(String path) {
        return names(document.path("paths").path(path).elements().next().path("responses")).stream()
                .map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }
}
