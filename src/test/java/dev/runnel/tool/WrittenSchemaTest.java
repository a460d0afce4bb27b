package dev.runnel.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import dev.runnel.event.OutputValue;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools by hand are called with arguments that fit their schemas only. */
class WrittenSchemaTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<JsonText> called = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"string"} | 7 | Parameter 'a' is 7, but must be a string
            {"type":"integer"} | 1.0 | Parameter 'a' is 1.0, but must be an integer
            {"type":["boolean","null"]} | "no" | Parameter 'a' is "no", but must be true or false or null
            {"enum":["x",2,null]} | "y" | Parameter 'a' is "y", but must be one of "x", 2, null
            {"type":"number","minimum":1,"exclusiveMaximum":2} | 2 \
            | Parameter 'a' is 2, but must be a number, at least 1, less than 2
            {"exclusiveMinimum":1} | 1 | Parameter 'a' is 1, but must be a value, more than 1
            {"maximum":1} | 1.5 | Parameter 'a' is 1.5, but must be a value, at most 1
            {"type":"string","minLength":2} | "é" | Parameter 'a' is "é", but must be a string, at least 2 characters
            {"type":"string","maxLength":1} | "ab" | Parameter 'a' is "ab", but must be a string, at most 1 character
            {"type":"string","pattern":"^a+$"} | "aa\\n" | Parameter 'a' is "aa\\n", but must be a string, matching ^a+$
            {"type":"string","pattern":"[0-9]"} | "abc" | Parameter 'a' is "abc", but must be a string, matching [0-9]
            {"type":"string","format":"date"} | "2026-02-30" \
            | Parameter 'a' is "2026-02-30", but must be a string, a date, as "2026-05-01"
            {"type":"array","items":{"type":"integer"}} | [1,"b"] | Parameter 'a[1]' is "b", but must be an integer
            {"type":"array","minItems":1} | [] | Parameter 'a' is [], but must be an array, at least 1 item
            {"type":"array","maxItems":1} | [1,2] | Parameter 'a' is [1,2], but must be an array, at most 1 item
            {"type":"array","uniqueItems":true} | [1,1] | Parameter 'a' is [1,1], but must be an array, each item once
            {"type":"object","additionalProperties":{"type":"integer"}} | {"b":true} \
            | Parameter 'a.b' is true, but must be an integer
            {"type":"object","maxProperties":1} | {"b":1,"c":2} \
            | Parameter 'a' is {"b":1,"c":2}, but must be an object, at most 1 member
            {"type":"object","properties":{"b":{}},"additionalProperties":false} | {"c":1} \
            | Parameter 'a' has no member 'c'; allowed are 'b'
            {"type":"object","properties":{"b":{}},"required":["b"]} | {} | Parameter 'a.b' is missing; it must be a value
            {"required":["c"]} | {} | Parameter 'a.c' is missing; it must be a value
            {"anyOf":[{"type":"string","minLength":3},{"type":"integer"}]} | true \
            | Parameter 'a' is true, but must be a string, at least 3 characters or an integer
            {"anyOf":[{"type":"string","minLength":3},{"type":"integer"}]} | "ab" \
            | Parameter 'a' is "ab", but must be a string, at least 3 characters
            {"anyOf":[{"required":["b"]},{"required":["c"]}]} | {} \
            | Parameter 'a.b' is missing; it must be a value; or: Parameter 'a.c' is missing; it must be a value
            false | 1 | Parameter 'a' is 1, but must be left out
            """)
    void argumentsThatDoNotFitAreRefusedInWordsForTheModel(String schema, String value, String refusal) {
        assertThatThrownBy(() -> call(property(schema), "{\"a\":" + value + "}"))
                .isInstanceOf(InvalidToolInputException.class).hasMessage(refusal);
        assertThat(called).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":["boolean","null"]} | null
            {"enum":["x",2,null]} | 2.0
            {"type":"number","minimum":1,"exclusiveMaximum":2} | 1
            {"type":"string","minLength":2} | "éé"
            {"type":"string","pattern":"^a+$"} | "aa"
            {"type":"string","pattern":"[0-9]"} | "a1c"
            {"pattern":"^a$","minItems":1,"minProperties":1} | true
            {"type":"string","pattern":"^5\\\\$"} | "5$ and more"
            {"type":"string","format":"of-our-own"} | "anything"
            {"type":"array","items":[{"type":"integer"}]} | ["of an older draft"]
            {"type":"object"} | {"b":{"c":[1]}}
            {"type":"object","patternProperties":{"^x":{}},"additionalProperties":false} | {"x1":1}
            {"anyOf":[{"type":"string"},{"type":"object","properties":{"b":{"type":"integer"}}}]} | {"b":1}
            {"oneOf":[{"type":"string"}],"const":1,"not":{},"$ref":"#/$defs/b","multipleOf":7} | 2
            true | 1
            {} | [null]
            """)
    void argumentsThatFitReachTheHandlerAsTheyCame(String schema, String value) {
        String arguments = "{ \"a\" : " + value + " }";

        assertThat(call(property(schema), arguments)).isEqualTo("ok");
        assertThat(called).extracting(JsonText::toString).containsExactly(arguments);
    }

    @Test
    void whatMayBeNullMayBeLeftOut() {
        assertThat(call(property("{\"type\":[\"string\",\"null\"]}"), "{}")).isEqualTo("ok");
    }

    @Test
    void aToolWithoutParametersTakesNone() {
        assertThatThrownBy(() -> call(Tool.NO_PARAMETERS.toString(), "{\"a\":1}"))
                .hasMessage("There is no parameter 'a'; allowed are none");
    }

    @Test
    void aNameMayComeOnceOnly() {
        assertThatThrownBy(() -> call("{\"type\":\"object\"}", "{\"a\":1,\"a\":2}"))
                .hasMessage("The arguments cannot be read; they must be one JSON object with each name once");
    }

    @Test
    void aToolThatMayBlockIsCheckedToo() {
        Tool tool = Tool.named("t").parameters(JsonText.of(property("{\"type\":\"integer\"}")))
                .blocking((context, arguments) -> called.add(arguments));

        assertThatThrownBy(() -> call(tool, "{\"a\":\"b\"}")).isInstanceOf(InvalidToolInputException.class)
                .hasMessage("Parameter 'a' is \"b\", but must be an integer");
        assertThat(called).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"type\":\"strin\"}", "{\"type\":[]}", "{\"enum\":\"x\"}", "{\"required\":[1]}",
            "{\"pattern\":\"(\"}", "{\"minimum\":\"1\"}", "{\"maxItems\":-1}", "{\"properties\":[]}", "{\"anyOf\":[]}",
            "{\"items\":1}", "{\"additionalProperties\":\"no\"}", "{\"uniqueItems\":1}", "7" })
    void aSchemaThatCannotBeEnforcedAsWrittenIsRefused(String schema) {
        assertThatThrownBy(() -> tool(property(schema))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The schema of the tool 't' has at '/properties/a")
                .hasMessageContaining("; allowed is ");
    }

    @Test
    void argumentsAreAnObject() {
        assertThatThrownBy(() -> tool("{\"type\":\"string\"}")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The schema of the tool 't' has at '/type' \"string\";"
                        + " allowed is \"object\": arguments are one");
    }

    private static String property(String schema) {
        return "{\"type\":\"object\",\"properties\":{\"a\":" + schema
                + "},\"required\":[\"a\"],\"additionalProperties\":false}";
    }

    private Tool tool(String schema) {
        return Tool.named("t").looseParameters(JsonText.of(schema)).handler((context, arguments) -> {
            called.add(arguments);
            return Uni.createFrom().item(OutputValue.of("ok"));
        });
    }

    private String call(String schema, String arguments) {
        return call(tool(schema), arguments);
    }

    private static String call(Tool tool, String arguments) {
        FunctionCall call = new FunctionCall(
                JsonText.of("{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"t\",\"arguments\":\"{}\"}"));
        ToolContext context = new ToolContext(new RunContext("run_1", Optional.empty()), new AgentRef("A"), call);
        return tool.handler().call(context, JsonText.of(arguments)).await().atMost(LIMIT).text();
    }
}
