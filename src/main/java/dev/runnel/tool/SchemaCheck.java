package dev.runnel.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks values against a schema that {@link JsonSchemas} made, to the letter: nothing is converted. Of a member that may be
 * null, absence is taken for null.
 */
final class SchemaCheck {

    private static final int LONGEST_SHOWN = 80;

    private final JsonNode schema;

    SchemaCheck(JsonNode schema) {
        this.schema = schema;
    }

    /** @throws InvalidToolInputException naming the first parameter that does not fit, what came and what is allowed */
    void check(JsonNode arguments) {
        if (!arguments.isObject()) {
            throw new InvalidToolInputException("The arguments are " + shown(arguments) + ", but must be a JSON object");
        }
        members(schema, arguments, "");
    }

    /** A value as the model wrote it, shortened. */
    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    private static void value(JsonNode schema, JsonNode value, String path) {
        if (types(schema).stream().noneMatch(type -> is(type, value)) || !isListed(schema.path("enum"), value)
                || !value.isNull() && !SchemaLimits.keeps(schema, value)) {
            throw new InvalidToolInputException(
                    "Parameter '" + path + "' is " + shown(value) + ", but must be " + allowed(schema));
        }
        if (value.isObject()) {
            JsonNode object = schema.has("anyOf") ? schema.path("anyOf").get(0) : schema;
            if (object.has("properties")) {
                members(object, value, path);
            } else {
                value.fields().forEachRemaining(entry -> value(object.path("additionalProperties"), entry.getValue(),
                        path + "." + entry.getKey()));
            }
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            value(schema.path("items"), value.get(i), path + "[" + i + "]");
        }
    }

    private static void members(JsonNode schema, JsonNode object, String path) {
        JsonNode properties = schema.path("properties");
        object.fieldNames().forEachRemaining(name -> {
            if (!properties.has(name)) {
                throw new InvalidToolInputException((path.isEmpty() ? "There is no parameter '" + name + "'"
                        : "Parameter '" + path + "' has no member '" + name + "'") + "; allowed are " + names(properties));
            }
        });
        properties.fields().forEachRemaining(property -> {
            JsonNode value = object.path(property.getKey());
            String at = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            if (!value.isMissingNode()) {
                value(property.getValue(), value, at);
            } else if (!types(property.getValue()).contains("null")) {
                throw new InvalidToolInputException("Parameter '" + at + "' is missing; it must be "
                        + allowed(property.getValue()));
            }
        });
    }

    private static String names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(name -> names.add("'" + name + "'"));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static List<String> types(JsonNode schema) {
        List<String> types = new ArrayList<>();
        if (schema.has("anyOf")) {
            schema.path("anyOf").forEach(each -> types.addAll(types(each)));
        } else if (schema.path("type").isArray()) {
            schema.path("type").forEach(each -> types.add(each.textValue()));
        } else {
            types.add(schema.path("type").textValue());
        }
        return types;
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isBigDecimal() || value.isNumber() && Double.isFinite(value.doubleValue());
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean isListed(JsonNode constants, JsonNode value) {
        if (!constants.isArray()) {
            return true;
        }
        for (JsonNode constant : constants) {
            if (constant.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static String allowed(JsonNode schema) {
        if (schema.path("enum").isArray()) {
            List<String> constants = new ArrayList<>();
            schema.path("enum").forEach(each -> constants.add(each.toString()));
            return "one of " + String.join(", ", constants);
        }
        String limits = SchemaLimits.words(schema);
        return types(schema).stream().map(type -> type.equals("null") ? "null" : word(type) + limits)
                .collect(Collectors.joining(limits.isEmpty() ? " or " : ", or "));
    }

    private static String word(String type) {
        return switch (type) {
            case "integer", "array", "object" -> "an " + type;
            case "boolean" -> "true or false";
            case "null" -> "null";
            default -> "a " + type;
        };
    }
}
