package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type":"string"}                                          | What is the weather in New York? | "New York"
            {"type":"string"}                                          | Say "good night" to Bob          | "good night"
            {"type":"string"}                                          | tell something about volcanoes   | "volcanoes"
            {"type":"string"}                                          | oh no                            | "p"
            {"type":"string","maxLength":3}                            | about volcanoes                  | "vol"
            {"type":"string","minLength":3}                            | oh no                            | "p.."
            {"type":"string","format":"date"}                          | oh no                            | "2026-01-01"
            {"type":"integer"}                                         | give me 12.7 of it               | 12
            {"type":"number"}                                          | give me 12.50 of it              | 12.5
            {"type":"integer"}                                         | give me 100                      | 100
            {"type":"integer"}                                         | oh no                            | 1
            {"type":"integer","minimum":5,"maximum":9}                 | oh no                            | 5
            {"type":"integer","minimum":5,"maximum":9}                 | 1000                             | 9
            {"type":"boolean"}                                         | oh no                            | true
            {"enum":["red","green"]}                                   | oh no                            | "red"
            {"enum":["red","green"]}                                   | the Green one                    | "green"
            {"enum":["+","-"]}                                         | 1 - 1                            | "+"
            {"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1} | oh no                           | 0.999
            {"const":7}                                                | oh no                            | 7
            {"type":["null","integer"]}                                | oh no                            | 1
            {"anyOf":[{"type":"null"},{"type":"boolean"}]}             | oh no                            | true
            {"type":"null"}                                            | oh no                            | null
            {"type":"array","items":{"type":"integer"}}                | the 8th is 3                     | [3]
            {"type":"array","items":{"type":"integer"},"minItems":2}   | from 3 to 9                      | [3,9]
            {"type":"array","items":{"type":"integer"},"maxItems":0}   | from 3 to 9                      | []
            {"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}}} | 2 plus 3     | {"a":2,"b":3}
            {"type":"object"}                                          | oh no                            | {}
            {"type":"integer","multipleOf":5,"minimum":3}              | give me 12                       | 10
            {"type":"integer","multipleOf":5,"minimum":3}              | oh no                            | 5
            {"type":"integer","exclusiveMinimum":3,"exclusiveMaximum":5} | oh no                          | 4
            {"type":"number","multipleOf":0.25,"maximum":3.3}          | the 12 of us                     | 3.25
            {"type":"number","exclusiveMinimum":1,"exclusiveMaximum":1.0004} | oh no                      | 1.0001
            {"type":"string","pattern":"^[A-Z]{2}-\\\\d+$"}              | oh no                            | "AA-1"
            {"type":"string","pattern":"^v"}                           | about volcanoes                  | "volcanoes"
            {"type":"string","pattern":"^r(ed){1,3}(?:ish)?$","minLength":6} | oh no                     | "rededish"
            {"type":"string","pattern":"^[^a]\\\\S{2,}$","minLength":5}  | oh no                            | "p...."
            {"type":"string","pattern":"^(?=x)y$"}                     | oh no                            | "p"
            {"type":"array","items":{"type":"integer"},"minItems":3,"uniqueItems":true} | oh no           | [1,2,3]
            {"type":"array","items":{"enum":["a","b"]},"minItems":2,"uniqueItems":true} | oh no           | ["a","b"]
            {"type":"array","prefixItems":[{"type":"integer"},{"type":"boolean"}],"minItems":2} | oh no   | [1,true]
            {"type":"object","additionalProperties":{"type":"integer"}} | oh no                           | {"key1":1}
            {"type":"object","additionalProperties":{"type":"integer"},"minProperties":2} | 3 and 4 | {"key1":3,"key2":4}
            {"allOf":[{"type":"integer","minimum":5},{"minimum":7,"maximum":9}]} | oh no                  | 7
            {"oneOf":[{"const":"up"},{"const":"down"}]}                | go down                          | "down"
            {"type":"object","required":["a"],"anyOf":[{"properties":{"a":{"const":1}}}]} | oh no         | {"a":1}
            {"type":"string","description":"x","$ref":"#/$defs/y"}     | oh no                            | "p"
            """)
    void aValueKeepsToItsSchema(String schema, String words, String expected) {
        String wrapped = "{\"type\":\"object\",\"properties\":{\"p\":" + schema + "}}";

        assertThat(Arguments.of(Requests.json(wrapped), words)).hasToString("{\"p\":" + expected + "}");
    }

    @Test
    void aTreeOfManyBranchesIsMadeInLittle() {
        String children = IntStream.range(0, 8).mapToObj(i -> "\"c" + i + "\":{\"anyOf\":[{\"$ref\":\"#\"},"
                + "{\"type\":\"null\"}]}").collect(Collectors.joining(","));

        JsonNode made = Arguments.of(Requests.json("{\"type\":\"object\",\"properties\":{" + children + "}}"), "oh no");

        assertThat(made.toString()).hasSizeLessThan(100_000).contains("\"c7\":null");
    }

    @Test
    void aSchemaWithoutAnEndEnds() {
        String endless = """
                {"type":"object","properties":{"next":{"$ref":"#"},"all":{"type":"array","minItems":3,"items":{"$ref":"#"}}},
                 "required":["next","all"]}""";

        assertThat(Arguments.of(Requests.json(endless), "oh no").toString()).hasSizeLessThan(100_000);
    }

    @Test
    void withoutASchemaThereAreNoArguments() {
        assertThat(Arguments.of(Requests.json("{}").path("missing"), "Hello")).hasToString("{}");
    }

    @Test
    void definitionsAreFollowedAndEndWhereTheyHoldThemselves() {
        String tree = """
                {"type":"object","properties":{"root":{"$ref":"#/$defs/node"}},
                 "$defs":{"node":{"type":"object","properties":{
                    "name":{"type":"string"},"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}}}}}""";

        String made = Arguments.of(Requests.json(tree), "call it Tom").toString();

        assertThat(made).startsWith("{\"root\":{\"name\":\"Tom\",\"next\":{\"name\":").endsWith("\"next\":null}}}}");
    }
}
