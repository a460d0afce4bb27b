package dev.runnel.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What a schema asks for beyond the type: bounds, sizes, patterns and formats (JSON Schema Validation, 6 and 7). One
 * instance serves one schema. Thread-safe.
 */
final class SchemaLimits {

    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    /** Whether a value of the right type keeps to the limits. */
    boolean keeps(JsonNode schema, JsonNode value) {
        if (value.isNumber()) {
            return keepsBounds(schema, value);
        }
        if (value.isTextual()) {
            String text = value.textValue();
            return keepsSize(schema, "Length", text.codePointCount(0, text.length())) && keepsForm(schema, text);
        }
        if (value.isArray()) {
            return keepsSize(schema, "Items", value.size()) && (!schema.path("uniqueItems").asBoolean() || isUnique(value));
        }
        return !value.isObject() || keepsSize(schema, "Properties", value.size());
    }

    /** The limits for the model, to be put after the type's name; empty if there are none. */
    static String words(JsonNode schema) {
        List<String> words = new ArrayList<>();
        for (String keyword : List.of("pattern", "format")) {
            if (schema.has(keyword)) {
                String value = schema.path(keyword).textValue();
                words.add(TextFormat.ofSchema(keyword, value).map(TextFormat::words).orElse("matching " + value));
            }
        }
        add(words, schema, "minimum", "at least ", "");
        add(words, schema, "exclusiveMinimum", "more than ", "");
        add(words, schema, "maximum", "at most ", "");
        add(words, schema, "exclusiveMaximum", "less than ", "");
        for (Map.Entry<String, String> counted : List.of(Map.entry("Length", " character"), Map.entry("Items", " item"),
                Map.entry("Properties", " member"))) {
            add(words, schema, "min" + counted.getKey(), "at least ", counted.getValue());
            add(words, schema, "max" + counted.getKey(), "at most ", counted.getValue());
        }
        if (schema.path("uniqueItems").asBoolean()) {
            words.add("each item once");
        }
        return words.isEmpty() ? "" : ", " + String.join(", ", words);
    }

    private static void add(List<String> words, JsonNode schema, String keyword, String before, String after) {
        if (schema.has(keyword)) {
            String number = schema.path(keyword).asText();
            words.add(before + number + after + (after.isEmpty() || number.equals("1") ? "" : "s"));
        }
    }

    private static boolean keepsBounds(JsonNode schema, JsonNode value) {
        return compared(schema, "minimum", value).map(order -> order >= 0).orElse(true)
                && compared(schema, "exclusiveMinimum", value).map(order -> order > 0).orElse(true)
                && compared(schema, "maximum", value).map(order -> order <= 0).orElse(true)
                && compared(schema, "exclusiveMaximum", value).map(order -> order < 0).orElse(true);
    }

    private static Optional<Integer> compared(JsonNode schema, String keyword, JsonNode value) {
        return schema.has(keyword)
                ? Optional.of(value.decimalValue().compareTo(schema.path(keyword).decimalValue()))
                : Optional.empty();
    }

    private static boolean keepsSize(JsonNode schema, String counted, int size) {
        return size >= schema.path("min" + counted).asInt(0)
                && size <= schema.path("max" + counted).asInt(Integer.MAX_VALUE);
    }

    private boolean keepsForm(JsonNode schema, String text) {
        for (String keyword : List.of("pattern", "format")) {
            String value = schema.path(keyword).asText();
            Optional<TextFormat> format = TextFormat.ofSchema(keyword, value);
            if (format.isPresent() && !format.get().accepts(text)) {
                return false;
            }
            if (format.isEmpty() && keyword.equals("pattern") && schema.has(keyword)
                    && !patterns.computeIfAbsent(value, SchemaLimits::compile).matcher(text).find()) {
                return false;
            }
        }
        return true;
    }

    /** To the letter of JSON Schema an expression may match anywhere; Java's last {@code $} is before a line break too. */
    private static Pattern compile(String regex) {
        int escapes = 0;
        while (regex.endsWith("$") && escapes < regex.length() - 1 && regex.charAt(regex.length() - 2 - escapes) == '\\') {
            escapes++;
        }
        return Pattern.compile(regex.endsWith("$") && escapes % 2 == 0
                ? regex.substring(0, regex.length() - 1) + "\\z" : regex);
    }

    private static boolean isUnique(JsonNode array) {
        Set<JsonNode> seen = new HashSet<>();
        for (JsonNode each : array) {
            if (!seen.add(each)) {
                return false;
            }
        }
        return true;
    }
}
