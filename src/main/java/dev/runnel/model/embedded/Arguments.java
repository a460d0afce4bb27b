package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Makes a value that keeps to a JSON schema, out of the user's words: numbers and names that they hold, the value of an
 * enum that they name, else its first; booleans are true, arrays hold one element, what may be null has a value. It knows
 * the part of JSON Schema that strict functions may use and some more; what it does not know, as {@code not} and
 * {@code if}, it passes over.
 */
final class Arguments {

    /** Below this, and after so many values, the shortest value is taken. */
    private static final int DEEPEST = 16;
    private static final int MOST_VALUES = 2000;

    /** Schemas may hold themselves; so often within itself is one made. */
    private static final int MOST_WITHIN = 3;

    private static final int MOST_ELEMENTS = 100;

    private final JsonNode root;
    private final Material material;
    private final Deque<String> references = new ArrayDeque<>();
    private int made;
    private int variant; // another one gives another value, where there are several

    private Arguments(JsonNode root, Material material) {
        this.root = root;
        this.material = material;
    }

    /** An object for {@code schema}; an empty one where the schema is none of objects. */
    static JsonNode of(JsonNode schema, String words) {
        JsonNode value = value(schema, words);
        return value.isObject() ? value : Tree.object();
    }

    /** A value for {@code schema}. */
    static JsonNode value(JsonNode schema, String words) {
        return new Arguments(schema, new Material(words)).value("", schema, 0);
    }

    private JsonNode value(String name, JsonNode schema, int depth) {
        made++;
        if (schema.has("$ref")) {
            return referred(name, schema, depth);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return oneOf(schema.get("enum"));
        }
        for (String branches : List.of("allOf", "anyOf", "oneOf")) {
            if (schema.path(branches).isArray() && !schema.path(branches).isEmpty()) {
                return value(name, chosen(schema, branches, depth), depth + 1);
            }
        }
        return switch (type(schema, depth)) {
            case "object" -> object(schema, depth);
            case "array" -> array(name, schema, depth);
            case "integer" -> DecimalNode.valueOf(NumberRange.of(schema, true).nearest(material.number(), variant));
            case "number" -> DecimalNode.valueOf(NumberRange.of(schema, false).nearest(material.number(), variant));
            case "boolean" -> BooleanNode.valueOf(variant % 2 == 0);
            case "null" -> NullNode.instance;
            default -> TextNode.valueOf(
                    FormedText.of(schema, material.text().orElse(name.isEmpty() ? "text" : name), variant));
        };
    }

    private JsonNode referred(String name, JsonNode schema, int depth) {
        String reference = schema.path("$ref").asText();
        if (Collections.frequency(references, reference) > MOST_WITHIN) {
            return NullNode.instance; // what could be left out was left out: a schema without an end
        }
        references.push(reference);
        JsonNode value = value(name, Merged.of(resolved(reference), Merged.without(schema, "$ref")), depth + 1);
        references.pop();
        return value;
    }

    private JsonNode resolved(String reference) {
        if (reference.equals("#")) {
            return root;
        }
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : MissingNode.getInstance();
    }

    private boolean isTooDeep(JsonNode schema, int depth) {
        return depth > DEEPEST || made > MOST_VALUES || schema.has("$ref")
                && Collections.frequency(references, schema.path("$ref").asText()) >= MOST_WITHIN;
    }

    private JsonNode oneOf(JsonNode values) {
        for (JsonNode value : values) {
            if (variant == 0 && material.names(value.asText())) {
                return value;
            }
        }
        return values.get(variant % values.size());
    }

    private JsonNode chosen(JsonNode schema, String keyword, int depth) {
        JsonNode all = Merged.without(schema, keyword);
        if (!keyword.equals("allOf")) {
            return Merged.of(all, branch(schema.get(keyword), depth));
        }
        for (JsonNode each : schema.get(keyword)) {
            JsonNode referred = each.has("$ref") ? resolved(each.path("$ref").asText()) : MissingNode.getInstance();
            all = Merged.of(all, Merged.of(referred, Merged.without(each, "$ref")));
        }
        return all;
    }

    private JsonNode branch(JsonNode branches, int depth) {
        for (JsonNode branch : branches) {
            if (branch.has("const") && material.names(branch.get("const").asText())) {
                return branch;
            }
        }
        for (JsonNode branch : branches) {
            if (!branch.path("type").asText().equals("null") && !isTooDeep(branch, depth + 1)) {
                return branch;
            }
        }
        for (JsonNode branch : branches) {
            if (branch.path("type").asText().equals("null")) {
                return branch;
            }
        }
        return branches.get(0);
    }

    private String type(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            return type.textValue();
        }
        for (JsonNode one : type) {
            if (one.asText().equals("null") == isTooDeep(schema, depth)) {
                return one.asText();
            }
        }
        if (!type.isEmpty()) {
            return type.get(0).asText();
        }
        return schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = Tree.object();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (contains(schema.path("required"), property.getKey()) || !isTooDeep(property.getValue(), depth + 1)) {
                object.set(property.getKey(), value(property.getKey(), property.getValue(), depth + 1));
            }
        }
        JsonNode others = schema.path("additionalProperties");
        for (JsonNode name : schema.path("required")) {
            if (!object.has(name.asText())) {
                object.set(name.asText(), value(name.asText(), others, depth + 1));
            }
        }
        boolean isMap = others.isObject() && object.isEmpty() && !isTooDeep(others, depth + 1)
                && schema.path("maxProperties").asInt(1) > 0;
        int least = Math.min(Math.max(schema.path("minProperties").asInt(0), isMap ? 1 : 0), MOST_ELEMENTS);
        for (int i = 1; object.size() < least; i++) {
            String name = "key" + i;
            object.set(name, value(name, others, depth + 1));
        }
        return object;
    }

    private static boolean contains(JsonNode names, String name) {
        for (JsonNode each : names) {
            if (each.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private JsonNode array(String name, JsonNode schema, int depth) {
        ArrayNode array = Tree.array();
        int least = Math.min(schema.path("minItems").asInt(0), MOST_ELEMENTS);
        boolean none = isTooDeep(schema.path("items"), depth + 1) || schema.path("maxItems").asInt(1) == 0;
        int size = none ? least : Math.max(1, least);
        int before = variant;
        for (int tries = 0; array.size() < size && tries < 2 * MOST_ELEMENTS; tries++) {
            JsonNode element = value(name, element(schema, array.size()), depth + 1);
            if (schema.path("uniqueItems").asBoolean() && holds(array, element)) {
                variant++;
            } else {
                array.add(element);
            }
        }
        variant = before;
        return array;
    }

    private static JsonNode element(JsonNode schema, int index) {
        JsonNode first = schema.path("prefixItems").path(index);
        return first.isMissingNode() ? schema.path("items") : first;
    }

    /** Numbers are equal by their value. */
    private static boolean holds(ArrayNode array, JsonNode element) {
        for (JsonNode each : array) {
            if (each.equals((one, other) -> one.isNumber() && other.isNumber()
                    ? one.decimalValue().compareTo(other.decimalValue())
                    : one.equals(other) ? 0 : 1, element)) {
                return true;
            }
        }
        return false;
    }
}
