package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Two schemas that hold at the same time, as one. */
final class Merged {

    private Merged() {
    }

    /**
     * The first with what the second says too. Properties and required names are those of both, of two limits the narrower
     * one holds, of anything else the second's.
     */
    static JsonNode of(JsonNode first, JsonNode second) {
        ObjectNode merged = Tree.object();
        add(merged, first);
        add(merged, second);
        return merged;
    }

    /** The schema without what the keyword says, if it is there. */
    static JsonNode without(JsonNode schema, String keyword) {
        return schema instanceof ObjectNode object ? object.deepCopy().without(keyword) : schema;
    }

    private static void add(ObjectNode merged, JsonNode schema) {
        for (Map.Entry<String, JsonNode> member : schema.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (name.equals("properties") && merged.path(name).isObject()) {
                properties(merged.withObject("/properties"), value);
            } else if (name.equals("required") && merged.path(name).isArray()) {
                ArrayNode both = merged.withArray(name);
                value.forEach(both::add);
            } else {
                merged.set(name, narrower(name, merged.path(name), value).deepCopy());
            }
        }
    }

    private static void properties(ObjectNode merged, JsonNode properties) {
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            JsonNode before = merged.path(property.getKey());
            merged.set(property.getKey(), before.isObject() ? of(before, property.getValue()) : property.getValue());
        }
    }

    private static JsonNode narrower(String name, JsonNode before, JsonNode value) {
        boolean ordered = before.isNumber() && value.isNumber();
        int order = ordered ? before.decimalValue().compareTo(value.decimalValue()) : 0;
        boolean least = name.startsWith("min") || name.equals("exclusiveMinimum");
        boolean most = name.startsWith("max") || name.equals("exclusiveMaximum");
        return least && order > 0 || most && order < 0 ? before : value;
    }
}
