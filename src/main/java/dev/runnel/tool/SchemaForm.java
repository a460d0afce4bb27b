package dev.runnel.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Refuses a schema written by hand whose keywords, as far as {@link SchemaCheck} knows them, have not the form that JSON
 * Schema gives them: a mistake in one would otherwise leave what it says unchecked.
 */
final class SchemaForm {

    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "array", "object", "null");

    private final String toolName;

    private SchemaForm(String toolName) {
        this.toolName = toolName;
    }

    /** @throws IllegalArgumentException naming the first keyword of the wrong form, and what is allowed */
    static void check(String toolName, JsonNode schema) {
        SchemaForm form = new SchemaForm(toolName);
        form.require(schema, "type", "\"object\": arguments are one", type -> type.asText().equals("object"));
        form.schema(schema, "");
    }

    private void schema(JsonNode schema, String path) {
        if (schema.isBoolean()) {
            return;
        }
        if (!schema.isObject()) {
            throw refusal(path, schema, "a schema: an object, true or false");
        }
        require(schema, path, "type", "one or several of " + TYPES.stream().sorted().toList(), SchemaForm::isType);
        require(schema, path, "enum", "a list of values", JsonNode::isArray);
        require(schema, path, "required", "a list of names", names -> names.isArray() && all(names, JsonNode::isTextual));
        require(schema, path, "pattern", "a regular expression that java.util.regex.Pattern takes", SchemaForm::isPattern);
        require(schema, path, "format", "a text", JsonNode::isTextual);
        require(schema, path, "uniqueItems", "true or false", JsonNode::isBoolean);
        for (String bound : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
            require(schema, path, bound, "a number", JsonNode::isNumber);
        }
        for (String counted : List.of("Length", "Items", "Properties")) {
            require(schema, path, "min" + counted, "an integer of at least 0", SchemaForm::isSize);
            require(schema, path, "max" + counted, "an integer of at least 0", SchemaForm::isSize);
        }
        within(schema, path);
    }

    private void within(JsonNode schema, String path) {
        require(schema, path, "properties", "an object of schemas", JsonNode::isObject);
        require(schema, path, "anyOf", "a list of schemas", branches -> branches.isArray() && !branches.isEmpty());
        schema.path("properties").fields().forEachRemaining(
                property -> schema(property.getValue(), path + "/properties/" + property.getKey()));
        for (int i = 0; i < schema.path("anyOf").size(); i++) {
            schema(schema.path("anyOf").get(i), path + "/anyOf/" + i);
        }
        if (schema.has("additionalProperties")) {
            schema(schema.path("additionalProperties"), path + "/additionalProperties");
        }
        if (schema.has("items") && !schema.path("items").isArray()) { // a list of schemas is of older drafts
            schema(schema.path("items"), path + "/items");
        }
    }

    private void require(JsonNode schema, String keyword, String allowed, Predicate<JsonNode> form) {
        require(schema, "", keyword, allowed, form);
    }

    private void require(JsonNode schema, String path, String keyword, String allowed, Predicate<JsonNode> form) {
        if (schema.has(keyword) && !form.test(schema.path(keyword))) {
            throw refusal(path + "/" + keyword, schema.path(keyword), allowed);
        }
    }

    private IllegalArgumentException refusal(String path, JsonNode value, String allowed) {
        return new IllegalArgumentException("The schema of the tool '" + toolName + "' has at '" + path + "' "
                + SchemaCheck.shown(value) + "; allowed is " + allowed);
    }

    private static boolean isType(JsonNode type) {
        return type.isArray() ? !type.isEmpty() && all(type, SchemaForm::isType) : TYPES.contains(type.asText());
    }

    private static boolean isPattern(JsonNode pattern) {
        try {
            Pattern.compile(pattern.asText());
            return pattern.isTextual();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static boolean isSize(JsonNode size) {
        return size.isIntegralNumber() && size.canConvertToInt() && size.intValue() >= 0;
    }

    private static boolean all(JsonNode array, Predicate<JsonNode> form) {
        for (JsonNode each : array) {
            if (!form.test(each)) {
                return false;
            }
        }
        return true;
    }
}
