package dev.runnel.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks values against a schema, to the letter: nothing is converted, and 1.0 is no integer. Of a member that may be null,
 * absence is taken for null. It knows the keywords that {@link JsonSchemas} writes, and takes no notice of others.
 */
final class SchemaCheck {

    private static final int LONGEST_SHOWN = 80;

    private final SchemaLimits limits = new SchemaLimits();
    private final JsonNode schema;

    SchemaCheck(JsonNode schema) {
        this.schema = schema;
    }

    /** @throws InvalidToolInputException naming the first parameter that does not fit, what came and what is allowed */
    void check(JsonNode arguments) {
        if (!arguments.isObject()) {
            throw new InvalidToolInputException("The arguments are " + shown(arguments) + ", but must be a JSON object");
        }
        if (!limits.keeps(schema, arguments)) {
            throw refusal(schema, arguments, "");
        }
        if (schema.has("anyOf")) {
            oneOfSeveral(schema, arguments, "");
        }
        members(schema, arguments, "");
    }

    /** A value as the model wrote it, shortened. */
    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    private void value(JsonNode schema, JsonNode value, String path) {
        if (!types(schema).isEmpty() && types(schema).stream().noneMatch(type -> is(type, value))
                || !isListed(schema.path("enum"), value) || !value.isNull() && !limits.keeps(schema, value)
                || schema.isBoolean() && !schema.booleanValue()) {
            throw refusal(schema, value, path);
        }
        if (schema.has("anyOf")) {
            oneOfSeveral(schema, value, path);
        }
        if (value.isObject()) {
            members(schema, value, path);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            value(schema.path("items"), value.get(i), path + "[" + i + "]");
        }
    }

    /** What fits the type of one only is told why it does not fit the rest of it. */
    private void oneOfSeveral(JsonNode schema, JsonNode value, String path) {
        List<String> refusals = new ArrayList<>();
        for (JsonNode each : schema.path("anyOf")) {
            if (types(each).isEmpty() || types(each).stream().anyMatch(type -> is(type, value))) {
                try {
                    value(each, value, path);
                    return;
                } catch (InvalidToolInputException refusal) {
                    refusals.add(refusal.getMessage());
                }
            }
        }
        throw refusals.isEmpty() ? refusal(schema, value, path)
                : new InvalidToolInputException(String.join("; or: ", refusals));
    }

    private static InvalidToolInputException refusal(JsonNode schema, JsonNode value, String path) {
        return new InvalidToolInputException((path.isEmpty() ? "The arguments are " : "Parameter '" + path + "' is ")
                + shown(value) + ", but must be " + allowed(schema));
    }

    private void members(JsonNode schema, JsonNode object, String path) {
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.has("patternProperties") ? MissingNode.getInstance() : schema.path("additionalProperties");
        object.fields().forEachRemaining(member -> {
            String name = member.getKey();
            if (properties.has(name)) {
                return;
            }
            if (others.isBoolean() && !others.booleanValue()) {
                throw new InvalidToolInputException((path.isEmpty() ? "There is no parameter '" + name + "'"
                        : "Parameter '" + path + "' has no member '" + name + "'") + "; allowed are " + names(properties));
            }
            value(others, member.getValue(), within(path, name));
        });
        properties.fields().forEachRemaining(property -> {
            if (object.has(property.getKey())) {
                value(property.getValue(), object.path(property.getKey()), within(path, property.getKey()));
            }
        });
        schema.path("required").forEach(required -> {
            JsonNode property = properties.path(required.textValue());
            if (!object.has(required.textValue()) && !types(property).contains("null")) {
                throw new InvalidToolInputException("Parameter '" + within(path, required.textValue())
                        + "' is missing; it must be " + allowed(property));
            }
        });
    }

    private static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String names(JsonNode properties) {
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(name -> names.add("'" + name + "'"));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** Those of which the value must have one; empty if any will do. */
    private static List<String> types(JsonNode schema) {
        List<String> types = new ArrayList<>();
        if (schema.has("anyOf")) {
            for (JsonNode each : schema.path("anyOf")) {
                if (types(each).isEmpty()) {
                    return List.of();
                }
                types.addAll(types(each));
            }
        } else if (schema.path("type").isArray()) {
            schema.path("type").forEach(each -> types.add(each.textValue()));
        } else if (schema.has("type")) {
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
            if (constant.equals(value)
                    || constant.isNumber() && value.isNumber()
                    && constant.decimalValue().compareTo(value.decimalValue()) == 0) {
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
        if (schema.has("anyOf")) {
            List<String> several = new ArrayList<>();
            schema.path("anyOf").forEach(each -> several.add(allowed(each)));
            return String.join(" or ", several);
        }
        String limits = SchemaLimits.words(schema);
        if (types(schema).isEmpty()) {
            return schema.isBoolean() ? "left out" : "a value" + limits;
        }
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
