package dev.runnel.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types beyond the plain ones, and constraints: told in the schema, and held before the method is called. */
@QuarkusTest
class RichToolsTest {

    @Inject
    ToolCalls calls;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tt_exact | true | "whole":{"type":"integer"},"part":{"type":"number"}
            tt_times | true | "at":{"type":"string","format":"date-time"},"offset":{"type":"string","format":"date-time"},\
            "zoned":{"type":"string","format":"date-time"}
            tt_names | true | "id":{"type":"string","format":"uuid"},"uri":{"type":"string"}
            tt_set | false | "numbers":{"type":"array","items":{"type":"integer"},"uniqueItems":true}
            tt_size | true | "size":{"type":"string","enum":["SMALL","MEDIUM","LARGE","EXTRA_LARGE"]}
            tt_bounded | true | "a":{"type":"integer","minimum":1,"maximum":10},\
            "b":{"type":"number","minimum":0.5,"exclusiveMaximum":2.5},"c":{"type":"integer","minimum":0},\
            "d":{"type":"number","exclusiveMaximum":0},"e":{"type":["integer","null"],"minimum":-9,"maximum":0}
            tt_formed | true | "code":{"type":"string","pattern":"^(?:[a-z]{1,3})$"},\
            "text":{"type":"string","pattern":"^[\\\\s\\\\S]*\\\\S[\\\\s\\\\S]*$"},\
            "mail":{"type":"string","format":"email"},\
            "few":{"type":"array","items":{"type":"integer","maximum":3},"minItems":1}
            tt_sized | false | "word":{"type":"string","minLength":2,"maxLength":3},\
            "some":{"type":"object","additionalProperties":{"type":"integer"},"minProperties":1,"maxProperties":2},\
            "words":{"type":"array","items":{"type":"string"},"maxItems":1}
            """)
    void aSchemaTellsTypesAndConstraints(String tool, boolean strict, String properties) {
        assertThat(calls.tool(tool).definition().parameters().toString())
                .startsWith("{\"type\":\"object\",\"properties\":{" + properties + "},\"required\":[")
                .endsWith("],\"additionalProperties\":false}");
        assertThat(calls.tool(tool).definition().strict()).isEqualTo(strict);
    }

    @Test
    void aMapIsAnObjectOfAnyNamesAndSoNotStrict() {
        assertThat(calls.tool("tt_booking").definition().strict()).isFalse();
        assertThat(calls.tool("tt_booking").definition().parameters()).hasToString("""
                {"type":"object","properties":{"booking":{"type":"object","properties":{\
                "guests":{"type":"array","items":{"type":"object","properties":{\
                "name":{"description":"As in the passport","type":"string","pattern":"^[\\\\s\\\\S]*\\\\S[\\\\s\\\\S]*$"},\
                "age":{"type":["integer","null"],"minimum":0,"maximum":17}},"required":["name","age"],\
                "additionalProperties":false},"minItems":1,"maxItems":2},\
                "extras":{"type":"object","additionalProperties":{"type":"object","properties":{\
                "price":{"type":"number","exclusiveMinimum":0}},"required":["price"],"additionalProperties":false}}},\
                "required":["guests","extras"],"additionalProperties":false}},"required":["booking"],\
                "additionalProperties":false}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tt_exact | {"whole":123456789012345678901234567890,"part":0.10000000000000000000010} \
            | 123456789012345678901234567890 0.10000000000000000000010
            tt_exact | {"whole":-1,"part":2} | -1 2
            tt_times | {"at":"2026-05-01T13:30:00+02:00","offset":"2026-05-01T13:30:00.5+02:00",\
            "zoned":"2026-05-01T13:30:00Z"} \
            | 2026-05-01T11:30:00Z 2026-05-01T13:30:00.500+02:00 2026-05-01T13:30Z
            tt_locals | {"at":"2026-05-01T13:30:00","day":"2024-02-29","time":"07:05","length":"P1DT2H"} \
            | 2026-05-01T13:30 2024-02-29 07:05 PT26H
            tt_names | {"id":"123e4567-e89b-12d3-a456-426614174000","uri":"https://example.org/a"} \
            | 123e4567-e89b-12d3-a456-426614174000 example.org
            tt_set | {"numbers":[3,1,2]} | [1, 2, 3]
            tt_mapped | {"numbers":{"b":[2],"a":[]},"guests":null} | {a=[], b=[2]} Optional.empty
            tt_mapped | {"numbers":{},"guests":{"x":{"name":"Ann"}}} | {} Optional[{x=Guest[name=Ann, age=Optional.empty]}]
            tt_arrays | {"numbers":[1,2],"words":["a"],"guests":[{"name":"Ann","age":3}],"rows":[[1.5]]} \
            | [1, 2][a][Guest[name=Ann, age=Optional[3]]]1.5
            tt_booking | {"booking":{"guests":[{"name":"Ann","age":null}],"extras":{"cot":{"price":9.50}}}} | Ann [cot]
            tt_size | {"size":"EXTRA_LARGE"} | EXTRA_LARGE
            tt_bounded | {"a":1,"b":2.49,"c":0,"d":-0.1,"e":-9} | called
            tt_bounded | {"a":10,"b":0.5,"c":5,"d":-1e9,"e":null} | called
            tt_formed | {"code":"abc","text":" a ","mail":"ann@example.org","few":[3]} | called
            tt_sized | {"word":"\\uD83D\\uDE00\\uD83D\\uDE00\\uD83D\\uDE00","some":{"a":1},"words":["long enough"]} | called
            """)
    void valuesArriveAsTheyWereSaid(String tool, String arguments, String output) {
        assertThat(calls.output(tool, arguments).value()).hasToString(output);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tt_exact | {"whole":1.5,"part":1} | Parameter 'whole' is 1.5, but must be an integer
            tt_exact | {"whole":1,"part":1e1000000} \
            | Parameter 'part' is 1E+1000000, but must be a number of at most 1000 digits
            tt_times | {"at":"2026-05-01","offset":"","zoned":""} | Parameter 'at' is "2026-05-01", \
            but must be a string, a date and time with its offset, as "2026-05-01T13:30:00Z"
            tt_times | {"at":"2026-13-01T00:00:00Z","offset":"","zoned":""} | Parameter 'at' is "2026-13-01T00:00:00Z", \
            but must be a string, a date and time with its offset, as "2026-05-01T13:30:00Z"
            tt_times | {"at":1700000000,"offset":"","zoned":""} | Parameter 'at' is 1700000000, \
            but must be a string, a date and time with its offset, as "2026-05-01T13:30:00Z"
            tt_locals | {"at":"2026-05-01T13:30:00Z","day":"","time":"","length":""} \
            | Parameter 'at' is "2026-05-01T13:30:00Z", but must be a string, \
            a date and time without offset, as "2026-05-01T13:30:00"
            tt_locals | {"at":"2026-05-01T13:30:00","day":"2026-02-29","time":"","length":""} \
            | Parameter 'day' is "2026-02-29", but must be a string, a date, as "2026-05-01"
            tt_locals | {"at":"2026-05-01T13:30:00","day":"2026-02-28","time":"24:00","length":""} \
            | Parameter 'time' is "24:00", but must be a string, a time of day, as "13:30"
            tt_locals | {"at":"2026-05-01T13:30:00","day":"2026-02-28","time":"23:00","length":"P1Y"} \
            | Parameter 'length' is "P1Y", but must be a string, \
            a duration in days, hours, minutes and seconds, as "P1DT2H30M"
            tt_names | {"id":"1-2-3-4-5","uri":"a"} | Parameter 'id' is "1-2-3-4-5", but must be a string, a UUID
            tt_set | {"numbers":[1,2,1]} | Parameter 'numbers' is [1,2,1], but must be an array, each item once
            tt_set | {"numbers":[1,"2"]} | Parameter 'numbers[1]' is "2", but must be an integer
            tt_mapped | {"numbers":{"a":[true]},"guests":null} | Parameter 'numbers.a[0]' is true, but must be an integer
            tt_mapped | {"numbers":{"a":null},"guests":null} | Parameter 'numbers.a' is null, but must be an array
            tt_mapped | {"numbers":{},"guests":{"x":{"age":1}}} \
            | Parameter 'guests.x.name' is missing; it must be a string, matching ^[\\s\\S]*\\S[\\s\\S]*$
            tt_bounded | {"a":11,"b":1,"c":0,"d":-1,"e":null} \
            | Parameter 'a' is 11, but must be an integer, at least 1, at most 10
            tt_bounded | {"a":1,"b":2.5,"c":0,"d":-1,"e":null} \
            | Parameter 'b' is 2.5, but must be a number, at least 0.5, less than 2.5
            tt_bounded | {"a":1,"b":1,"c":-1,"d":-1,"e":null} | Parameter 'c' is -1, but must be an integer, at least 0
            tt_bounded | {"a":1,"b":1,"c":0,"d":0,"e":null} | Parameter 'd' is 0, but must be a number, less than 0
            tt_bounded | {"a":1,"b":1,"c":0,"d":-1,"e":-10} \
            | Parameter 'e' is -10, but must be an integer, at least -9, at most 0, or null
            tt_formed | {"code":"a1","text":"a","mail":"a@b","few":[1]} \
            | Parameter 'code' is "a1", but must be a string, matching ^(?:[a-z]{1,3})$
            tt_formed | {"code":"a\\n","text":"a","mail":"a@b","few":[1]} \
            | Parameter 'code' is "a\\n", but must be a string, matching ^(?:[a-z]{1,3})$
            tt_formed | {"code":"a","text":" \\n","mail":"a@b","few":[1]} \
            | Parameter 'text' is " \\n", but must be a string, matching ^[\\s\\S]*\\S[\\s\\S]*$
            tt_formed | {"code":"a","text":"a","mail":"at home","few":[1]} \
            | Parameter 'mail' is "at home", but must be a string, an e-mail address
            tt_formed | {"code":"a","text":"a","mail":"a@b","few":[]} \
            | Parameter 'few' is [], but must be an array, at least 1 item
            tt_formed | {"code":"a","text":"a","mail":"a@b","few":[1,4]} \
            | Parameter 'few[1]' is 4, but must be an integer, at most 3
            tt_sized | {"word":"long","some":{"a":1},"words":[]} \
            | Parameter 'word' is "long", but must be a string, at least 2 characters, at most 3 characters
            tt_sized | {"word":"abc","some":{},"words":[]} \
            | Parameter 'some' is {}, but must be an object, at least 1 member, at most 2 members
            tt_sized | {"word":"abc","some":{"a":1},"words":["a","b"]} \
            | Parameter 'words' is ["a","b"], but must be an array, at most 1 item
            """)
    void argumentsBeyondTheLimitsAreExplainedAndTheMethodIsNotCalled(String tool, String arguments, String message) {
        assertThat(calls.failure(tool, arguments)).isInstanceOf(InvalidToolInputException.class).hasMessage(message);
    }
}
