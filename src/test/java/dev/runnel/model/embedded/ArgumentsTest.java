package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

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
            """)
    void aValueKeepsToItsSchema(String schema, String words, String expected) {
        String wrapped = "{\"type\":\"object\",\"properties\":{\"p\":" + schema + "}}";

        assertThat(Arguments.of(Requests.json(wrapped), words)).hasToString("{\"p\":" + expected + "}");
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
