package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * Makes a value that keeps to a JSON schema, out of the user's words: numbers and names that they hold, the value of an
 * enum that they name, else its first; booleans are true, arrays hold one element, what may be null has a value. It knows
 * the part of JSON Schema that strict functions may use.
 */
final class Arguments {

    /** Schemas may hold themselves; below this the shortest value is taken. */
    private static final int DEEPEST = 8;

    private static final BigDecimal SMALL = new BigDecimal("0.001");

    private final JsonNode root;
    private final Material material;

    private Arguments(JsonNode root, Material material) {
        this.root = root;
        this.material = material;
    }

    /** An object for {@code schema}; an empty one where the schema is none of objects. */
    static JsonNode of(JsonNode schema, String words) {
        JsonNode value = new Arguments(schema, new Material(words)).value("", schema, 0);
        return value.isObject() ? value : Tree.object();
    }

    private JsonNode value(String name, JsonNode schema, int depth) {
        if (schema.has("$ref")) {
            return depth > DEEPEST ? NullNode.instance : value(name, resolved(schema.path("$ref").asText()), depth + 1);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return oneOf(schema.get("enum"));
        }
        for (String branches : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.path(branches).isArray() && !schema.path(branches).isEmpty()) {
                return value(name, branch(schema.get(branches), depth), depth + 1);
            }
        }
        return switch (type(schema, depth)) {
            case "object" -> object(schema, depth);
            case "array" -> array(name, schema, depth);
            case "integer" -> number(schema, 0);
            case "number" -> number(schema, 9);
            case "boolean" -> BooleanNode.TRUE;
            case "null" -> NullNode.instance;
            default -> text(name, schema);
        };
    }

    private JsonNode resolved(String reference) {
        if (reference.equals("#")) {
            return root;
        }
        return reference.startsWith("#/") ? root.at(reference.substring(1)) : MissingNode.getInstance();
    }

    private JsonNode oneOf(JsonNode values) {
        for (JsonNode value : values) {
            if (material.names(value.asText())) {
                return value;
            }
        }
        return values.get(0);
    }

    private static JsonNode branch(JsonNode branches, int depth) {
        for (JsonNode branch : branches) {
            if (branch.path("type").asText().equals("null") == depth > DEEPEST) {
                return branch;
            }
        }
        return branches.get(0);
    }

    private static String type(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            return type.textValue();
        }
        for (JsonNode one : type) {
            if (one.asText().equals("null") == depth > DEEPEST) {
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
            object.set(property.getKey(), value(property.getKey(), property.getValue(), depth + 1));
        }
        return object;
    }

    private JsonNode array(String name, JsonNode schema, int depth) {
        ArrayNode array = Tree.array();
        int least = Math.min(schema.path("minItems").asInt(0), 100);
        int size = depth > DEEPEST || schema.path("maxItems").asInt(1) == 0 ? least : Math.max(1, least);
        for (int i = 0; i < size; i++) {
            array.add(value(name, schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode number(JsonNode schema, int decimals) {
        BigDecimal step = decimals == 0 ? BigDecimal.ONE : SMALL;
        BigDecimal number = material.number().setScale(decimals, RoundingMode.DOWN).stripTrailingZeros();
        if (schema.path("exclusiveMinimum").isNumber()) {
            number = number.max(schema.get("exclusiveMinimum").decimalValue().add(step));
        }
        if (schema.path("minimum").isNumber()) {
            number = number.max(schema.get("minimum").decimalValue());
        }
        if (schema.path("exclusiveMaximum").isNumber()) {
            number = number.min(schema.get("exclusiveMaximum").decimalValue().subtract(step));
        }
        if (schema.path("maximum").isNumber()) {
            number = number.min(schema.get("maximum").decimalValue());
        }
        return DecimalNode.valueOf(number.scale() < 0 ? number.setScale(0) : number);
    }

    private JsonNode text(String name, JsonNode schema) {
        String text = switch (schema.path("format").asText()) {
            case "date-time" -> "2026-01-01T12:00:00Z";
            case "date" -> "2026-01-01";
            case "time" -> "12:00:00";
            case "duration" -> "PT1H";
            case "email" -> "user@example.com";
            case "hostname" -> "example.com";
            case "ipv4" -> "127.0.0.1";
            case "ipv6" -> "::1";
            case "uri" -> "https://example.com/";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            default -> material.text().orElse(name.isEmpty() ? "text" : name);
        };
        int least = Math.min(schema.path("minLength").asInt(0), 10_000);
        String longEnough = text.length() < least ? text + ".".repeat(least - text.length()) : text;
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        return TextNode.valueOf(longEnough.length() > most ? longEnough.substring(0, Math.max(0, most)) : longEnough);
    }
}
