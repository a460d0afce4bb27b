package dev.runnel.model.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Schemas of a bounded depth that some value keeps to. */
final class RandomSchemas {

    private static final List<JsonNode> LEAVES = lines("""
            {"type":"string"}
            {"type":["string","null"]}
            {"type":["null","integer"],"minimum":3}
            {"type":"boolean"}
            {"type":"null"}
            {"const":{"a":[1]}}
            {"enum":["red","green",null,7]}
            {"type":"string","enum":["red"]}
            {"$ref":"#/$defs/node"}
            {"$ref":"#/$defs/code","description":"a code"}
            {"type":"string","pattern":"\\\\S"}
            {"type":"string","pattern":"^\\\\d{4}-\\\\d\\\\dT\\\\d\\\\d:\\\\d\\\\d(\\\\.\\\\d{1,9})?$"}
            {"type":"string","pattern":"^(?:[a-z]{1,3})$"}
            {"type":"string","pattern":"^[\\\\w.+-]+@(?:[a-z0-9-]+\\\\.)+[a-z]{2,}$"}
            {"type":"string","pattern":"^\\\\+?[0-9]{7,15}$"}
            {"type":"string","pattern":"^(red|green)ish$"}
            {"type":"string","pattern":"^#[0-9a-fA-F]{6}$","minLength":7}
            {"type":"string","pattern":"^[^\\\\s,]+(,[^\\\\s,]+)*$","minLength":12,"maxLength":20}
            {"type":"string","format":"date-time"}
            {"type":"string","format":"date"}
            {"type":"string","format":"time"}
            {"type":"string","format":"duration"}
            {"type":"string","format":"email"}
            {"type":"string","format":"hostname"}
            {"type":"string","format":"ipv4"}
            {"type":"string","format":"ipv6"}
            {"type":"string","format":"uri"}
            {"type":"string","format":"uuid"}
            {}""");

    private static final List<JsonNode> OF_SETS = lines("""
            {"type":"integer","minimum":-2,"maximum":9}
            {"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}
            {"type":"string","maxLength":3}
            {"type":"string","format":"uuid"}
            {"type":"string","format":"date"}
            {"enum":["a","b","c"]}
            {"type":"string","pattern":"^[a-z]{2}$"}
            {"type":"object","properties":{"x":{"type":"integer"}},"required":["x"]}""");

    private final Random random;

    RandomSchemas(Random random) {
        this.random = random;
    }

    /** What the schemas refer to. */
    static JsonNode definitions() {
        return Requests.json("""
                {"node":{"type":"object","properties":{"name":{"type":"string","minLength":1},
                    "next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]},
                    "children":{"type":"array","items":{"$ref":"#/$defs/node"}}},
                  "required":["name","next","children"],"additionalProperties":false},
                 "code":{"type":"string","pattern":"^[A-Z]{3}$"}}""");
    }

    JsonNode schema(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 10)) {
            case 0, 1 -> LEAVES.get(random.nextInt(LEAVES.size()));
            case 2 -> text();
            case 3 -> number();
            case 4, 5 -> object(depth - 1, random.nextBoolean(), false);
            case 6 -> array(schema(depth - 1), random.nextInt(4));
            case 7 -> array(OF_SETS.get(random.nextInt(OF_SETS.size())), random.nextInt(4)).put("uniqueItems", true);
            case 8 -> Tree.object().put("type", "object").put("minProperties", random.nextInt(3))
                    .set("additionalProperties", schema(depth - 1));
            default -> random.nextBoolean() ? orNull(schema(depth - 1)) : both(depth - 1);
        };
    }

    private ObjectNode text() {
        int least = random.nextInt(20);
        return Tree.object().put("type", "string").put("minLength", least).put("maxLength", least + random.nextInt(20));
    }

    private ObjectNode number() {
        int least = random.nextInt(100) - 50;
        ObjectNode schema = Tree.object().put("type", random.nextBoolean() ? "integer" : "number")
                .put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", least)
                .put(random.nextBoolean() ? "maximum" : "exclusiveMaximum", least + 10 + random.nextInt(50));
        String multiple = List.of("", "", "1", "5", "0.25", "0.5").get(random.nextInt(6));
        return multiple.isEmpty() ? schema : schema.set("multipleOf", Requests.json(multiple));
    }

    private ObjectNode object(int depth, boolean strict, boolean open) {
        ObjectNode schema = Tree.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (int i = random.nextInt(4); i > 0; i--) {
            properties.set("m" + i, schema(depth));
            if (strict || random.nextBoolean()) {
                required.add("m" + i);
            }
        }
        return open ? schema : schema.put("additionalProperties", false);
    }

    private static ObjectNode array(JsonNode items, int least) {
        return Tree.object().put("type", "array").put("minItems", least).set("items", items);
    }

    private static ObjectNode orNull(JsonNode one) {
        ObjectNode union = Tree.object();
        union.putArray("anyOf").add(one).add(Tree.object().put("type", "null"));
        return union;
    }

    private ObjectNode both(int depth) {
        ObjectNode other = Tree.object().put("type", "object");
        other.putObject("properties").set("n", number());
        other.putArray("required").add("n");
        ObjectNode both = Tree.object();
        both.putArray("allOf").add(object(depth, true, true)).add(other);
        return both;
    }

    private static List<JsonNode> lines(String schemas) {
        return schemas.lines().map(Requests::json).toList();
    }
}
