package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON and what is not; the cases are in the manner of JSONTestSuite. */
class JsonTextGrammarTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"\"", "0", "-0", "1", "-1", "10", "0.5", "-0.0", "1e5", "1E+5", "1.5e-300",
            "1e999999", "123456789012345678901234567890", "true", "false", "null", "[[]]", "[{}]", "{\"\":0}",
            "{\"a\":{\"b\":[1,2,{\"c\":null}]}}", "[1,2.5,\"x\",true,false,null,{},[]]", "{\"a\":1,\"a\":2}",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u00e9\\uABCD\\u0000\"", "\"\\uD83D\\uDE00\"", "\"\\uD800\"",
            "\"\\uDC00\\uD800\"", "\"\u007F\"", "\"é\uFFFD\uFEFF\uFFFF\u2028\"", "\"\uD83D\uDE00 \uDBFF\uDFFF\"", "\"/\"",
            "[\"a\", \"b\"]", "{ \"a\" : [ 1 , 2 ] }", "\"01234567\\\"0123456789\"", "{\"type\":1}",
            "{\"type\":{\"type\":1,\"type\":2}}", "[{\"type\":1,\"type\":2}]", "{\"a\":\"type\",\"type\":\"type\"}"})
    void theseAreJson(String text) {
        JsonText json = JsonText.of(text);
        assertThat(json).hasToString(text);
        assertThat(json.length()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "}", "[", "]", "{]", "[}", "\"", "\"a", "\"\\\"", "\"\\", "\"\\u", "\"\\u12",
            "\"\\u123\"", "\"\\u123g\"", "\"\\x\"", "\"\\'\"", "\"\\a\"", "'a'", "a", "tru", "True", "TRUE", "nul", "nulll",
            "truefalse", "NaN", "Infinity", "-Infinity", "undefined", "-", "+1", "01", "-01", "00", ".5", "5.", "-.5", "1e",
            "1e+", "1E-", "1.e5", "1.5.5", "0x10", "1a", "1 2", "1,", "--1", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1 2]",
            "[1,,2]", "[1}", "[\"a\"", "[1]]", "[][]", "[]]", "[:]", "[\"a\":1]", "{\"a\"", "{\"a\":", "{\"a\":1",
            "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\"}", "{\"a\",1}", "{\"a\" 1}", "{\"a\"::1}", "{a:1}", "{'a':1}",
            "{1:1}", "{null:1}", "{\"a\":1 \"b\":2}", "{\"a\":1,,\"b\":2}", "{\"a\":1]", "{\"a\":}", "{:1}", "{}}", "{}{}",
            "{} x", "{\"a\":1}{\"b\":2}", "{\"a\":1},", "{}//", "{}/**/", "[1/**/]", "#{}", "\"a\nb\"", "\"a\rb\"",
            "\"a\tb\"", "\"\0\"", "\"\u001F\"", "\"01234567\n\"", "\f{}", "{}\0", "\u00A0{}", "{}\u2028", "\uFEFF{}", "é",
            "[é]", "\"\\é\"", "\"\\u00é\"", "\"\\u１２３４\"", "١", "{\"a\":1}\n\nevent: x", "{\"type\":1,\"type\":2}",
            "{\"type\":\"a\",\"b\":{},\"type\":\"a\"}", "{\"type\":1,\"\\u0074ype\":2}",
            "{\"\\u0074\\u0079p\\u0065\":1,\"type\":2}"})
    void theseAreNot(String text) {
        assertThatThrownBy(() -> JsonText.of(text)).isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "BF", "C0 80", "C1 BF", "C2", "C2 41", "C2 C2", "E0 80 80", "E0 9F BF", "E2 82",
            "E2 82 41", "ED A0 80", "ED BF BF", "ED A0 BD ED B8 80", "F0 80 80 80", "F0 8F BF BF", "F0 9F 98",
            "F0 9F 98 41", "F4 90 80 80", "F5 80 80 80", "F8 88 80 80 80", "FE", "FF", "C3 A9 80",
            "61 62 63 64 65 66 67 FF"})
    void invalidUtf8IsRefusedInValuesAndNames(String hex) {
        String latin = latin(hex);
        for (String text : new String[] {"\"" + latin + "\"", "{\"" + latin + "\":1}", "\"" + latin,
                "[\"abcdefgh" + latin + "12345678\"]"}) {
            byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> JsonText.value(bytes)).isInstanceOf(MalformedJsonException.class);
        }
        assertThatThrownBy(() -> JsonText.value(("\"" + latin + "\"").getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("valid UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C2 80", "DF BF", "E0 A0 80", "ED 9F BF", "EE 80 80", "EF BF BF", "F0 90 80 80", "F4 8F BF BF"})
    void theOutermostCharactersOfEveryLengthAreAccepted(String hex) {
        byte[] bytes = ("\"" + latin(hex) + "\"").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(JsonText.value(bytes).bytes()).isEqualTo(bytes);
    }

    @Test
    void aThousandLevelsAreAcceptedAndOneMoreIsNot() {
        for (String[] level : new String[][] {{"[", "1", "]"}, {"{\"a\":", "1", "}"}, {"[{\"a\":", "", "}]"}}) {
            int times = level[1].isEmpty() ? 500 : 1000;
            String deep = level[0].repeat(times) + "1" + level[2].repeat(times);
            assertThat(JsonText.of(deep)).hasToString(deep);
            assertThatThrownBy(() -> JsonText.of("[" + deep + "]")).isInstanceOf(MalformedJsonException.class)
                    .hasMessageContaining("at most 1000 levels of nesting");
            assertThatThrownBy(() -> JsonText.of(deep.substring(0, deep.length() - 1)))
                    .isInstanceOf(MalformedJsonException.class);
            assertThatThrownBy(() -> JsonText.of(level[0].repeat(100_000))).isInstanceOf(MalformedJsonException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64, 65, 127, 128, 129})
    void bracketsAreMatchedAcrossEveryDepth(int depth) {
        String open = "[{\"a\":".repeat(depth);
        String close = "}]".repeat(depth);
        assertThat(JsonText.of(open + "[]" + close).length()).isEqualTo(depth * 8 + 2);
        assertThatThrownBy(() -> JsonText.of(open + "[]" + close.replaceFirst("}]", "]}")))
                .isInstanceOf(MalformedJsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"{}\"", "1", "null", "", "  "})
    void whereAnObjectIsAskedForNothingElseWillDo(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JsonText.object(bytes)).isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("expected an object");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{ | 1 | a member name or '}' | the end of the text",
            "{\"a\" 1} | 5 | ':' | '1'", "[1 2] | 3 | ',' or ']' | '2'", "{\"a\":1]| 6 | ',' or '}' | ']'",
            "[1,] | 3 | a value | ']'", "{\"secret\":12}secret | 13 | the end of the text | 's'", "-x | 1 | a digit | 'x'",
            "\"\\q\" | 2 | one of \"\\/bfnrtu | 'q'", "{\"type\":1,\"type\":2} | 10 | only one member \"type\" | '\"'"})
    void theMessageNamesThePlaceAndWhatIsAllowed(String text, int offset, String expected, String found) {
        byte[] bytes = ("##" + text).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> JsonText.value(bytes, 2, bytes.length - 2))
                .isInstanceOfSatisfying(MalformedJsonException.class, e -> assertThat(e.offset()).isEqualTo(offset))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Malformed JSON at byte " + offset + ": expected " + expected)
                        .hasMessageEndingWith("found " + found)
                .hasMessageNotContaining("secret");
    }

    private static String latin(String hex) {
        StringBuilder text = new StringBuilder();
        for (String code : hex.split(" ")) {
            text.append((char) Integer.parseInt(code, 16));
        }
        return text.toString();
    }
}
