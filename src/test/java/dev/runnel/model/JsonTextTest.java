package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.model.JsonText.Kind;
import dev.runnel.sse.ByteBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    private static final JsonText SAMPLE = JsonText.of("""
            {"type":"response.output_text.delta","text":"a\\n\\u00e9\\"b","count":12,
             "ratio":1.5,"yes":true,"no":false,"nothing":null,
             "list":[1,"x",{"a":[]},[2,3]],"inner":{"deep":{"type":"message","n":-7}},"empty":{},"none":[]}""");

    @Test
    void whiteSpaceAroundIsLeftOutAndLineBreaksBetweenTokensBecomeSpaces() {
        assertThat(JsonText.of(" \r\n\t{\"a\":\n1,\r\n\"b\\n\":[\r2]} \n")).hasToString("{\"a\": 1,  \"b\\n\":[ 2]}");
        assertThat(JsonText.of("\n1\n")).hasToString("1");
    }

    @Test
    void onlyATextWithLineBreaksIsCopied() {
        byte[] plain = utf8("\n{\"a\":1}\n");
        JsonText shared = JsonText.object(plain);
        plain[6] = '2';
        assertThat(shared).hasToString("{\"a\":2}");
        byte[] broken = utf8("{\"a\":\n1}");
        JsonText copied = JsonText.object(broken);
        broken[6] = '2';
        assertThat(copied).hasToString("{\"a\": 1}");
        assertThat(broken[5]).isEqualTo((byte) '\n');
    }

    @Test
    void aRangeOfAnArrayIsEnough() {
        byte[] bytes = utf8("xx{\"a\":1}yy");
        assertThat(JsonText.object(bytes, 2, 7)).hasToString("{\"a\":1}");
        assertThatThrownBy(() -> JsonText.object(bytes, 2, 6)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> JsonText.object(bytes, 2, 8)).isInstanceOf(MalformedJsonException.class);
        assertThatThrownBy(() -> JsonText.value(bytes, 2, 10)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theBytesAreACopyAndCanBeWritten() {
        SAMPLE.bytes()[0] = 'x';
        ByteBuilder out = new ByteBuilder().ascii("data: ");
        SAMPLE.writeTo(out);
        assertThat(out).hasToString("data: " + SAMPLE);
        assertThat(SAMPLE.toString()).startsWith("{").endsWith("}").doesNotContain("\n");
        assertThat(JsonText.of("\uD800\"a\"".substring(1))).hasToString("\"a\"");
        assertThat(JsonText.of("\"\uD800\"")).hasToString("\"\uFFFD\"");
    }

    @Test
    void equalBytesAreEqualWhereverTheyLie() {
        JsonText slice = JsonText.of("{\"a\":{\"b\":1}}").member("a").orElseThrow();
        assertThat(slice).isEqualTo(JsonText.of("{\"b\":1}")).hasSameHashCodeAs(JsonText.of("{\"b\":1}"));
        assertThat(slice).isNotEqualTo(JsonText.of("{\"b\":2}")).isNotEqualTo(JsonText.of("{\"b\": 1}"));
    }

    @Test
    void membersOfEveryKindAreFound() {
        assertThat(SAMPLE.string("text")).hasValue("a\né\"b");
        assertThat(SAMPLE.number("count")).hasValue(12);
        assertThat(SAMPLE.bool("yes")).hasValue(true);
        assertThat(SAMPLE.bool("no")).hasValue(false);
        assertThat(SAMPLE.member("nothing")).hasValue(JsonText.of("null"));
        assertThat(SAMPLE.member("ratio")).hasValue(JsonText.of("1.5"));
        assertThat(SAMPLE.member("list")).hasValue(JsonText.of("[1,\"x\",{\"a\":[]},[2,3]]"));
        assertThat(SAMPLE.member("empty")).hasValue(JsonText.of("{}"));
        assertThat(SAMPLE.member("inner").flatMap(inner -> inner.member("deep")).map(deep -> deep.number("n").orElseThrow()))
                .hasValue(-7L);
    }

    @Test
    void whatIsAbsentOrOfAnotherKindIsEmpty() {
        assertThat(SAMPLE.member("deep")).isEmpty();
        assertThat(SAMPLE.member("")).isEmpty();
        assertThat(SAMPLE.string("count")).isEmpty();
        assertThat(SAMPLE.string("nothing")).isEmpty();
        assertThat(SAMPLE.number("text")).isEmpty();
        assertThat(SAMPLE.number("ratio")).isEmpty();
        assertThat(SAMPLE.bool("nothing")).isEmpty();
        assertThat(JsonText.of("[\"a\",1]").member("a")).isEmpty();
        assertThat(JsonText.of("\"a\"").member("a")).isEmpty();
    }

    @Test
    void everyKindIsKnown() {
        assertThat(SAMPLE.member("list").orElseThrow().elements()).extracting(JsonText::kind)
                .containsExactly(Kind.NUMBER, Kind.STRING, Kind.OBJECT, Kind.ARRAY);
        assertThat(JsonText.of("-1").kind()).isEqualTo(Kind.NUMBER);
        assertThat(JsonText.of("false").kind()).isEqualTo(Kind.BOOLEAN);
        assertThat(JsonText.of("null").kind()).isEqualTo(Kind.NULL);
    }

    @Test
    void elementsAreSlicesInOrder() {
        assertThat(JsonText.of("[ 1 , \"],[\" ,[[],{\"a\":\"}\"}] , null ]").elements())
                .containsExactly(JsonText.of("1"), JsonText.of("\"],[\""), JsonText.of("[[],{\"a\":\"}\"}]"),
                        JsonText.of("null"));
        assertThat(SAMPLE.member("none").orElseThrow().elements()).isEmpty();
        assertThat(JsonText.of("[ ]").elements()).isEmpty();
        assertThat(SAMPLE.elements()).isEmpty();
    }

    @Test
    void namesAreComparedAsText() {
        JsonText json = JsonText.of("{\"\\u0061\":1,\"\\u00e9\":2,\"\uD83D\uDE00\":3,\"q\\\"\":4,\"a\\b\":5,\"x\\\\y\":6}");
        assertThat(json.number("a")).hasValue(1);
        assertThat(json.number("é")).hasValue(2);
        assertThat(json.number("\uD83D\uDE00")).hasValue(3);
        assertThat(json.number("q\"")).hasValue(4);
        assertThat(json.number("a\b")).hasValue(5);
        assertThat(json.number("a\\b")).isEmpty();
        assertThat(json.number("x\\y")).hasValue(6);
    }

    @Test
    void theLastOfTwoMembersOfOneNameCounts() {
        assertThat(JsonText.of("{\"a\":1,\"\\u0061\":2}").number("a")).hasValue(2);
    }

    @Test
    void numbersAreLongsOrNothing() {
        JsonText json = JsonText.of("[9223372036854775807,-9223372036854775808,9223372036854775808,1.0,-2e3,1e-1,"
                + "1e999999999,-0,1e-999999999,100000000000000000000000000000000000000000e-41]");
        assertThat(json.elements()).extracting(element -> element.number().isPresent() ? element.number().getAsLong() : null)
                .containsExactly(Long.MAX_VALUE, Long.MIN_VALUE, null, 1L, -2000L, null, null, 0L, null, null);
    }

    @Test
    void theTypeIsFoundWhereverItStandsAndOnlyAtTheTop() {
        assertThat(SAMPLE.type()).hasValue("response.output_text.delta");
        assertThat(JsonText.of("{\"a\":{\"type\":\"x\"},\"b\":[{\"type\":\"y\"}],\"\\u0074ype\":\"\\u007a\"}").type())
                .hasValue("z");
        assertThat(JsonText.of("{\"a\":{\"type\":\"x\"}}").type()).isEmpty();
        assertThat(JsonText.of("{\"type\":7,\"a\":\"x\"}").type()).isEmpty();
        assertThat(JsonText.of("{\"type\":{\"a\":\"x\"},\"b\":\"y\"}").type()).isEmpty();
        assertThat(JsonText.of("{\"type\":[\"x\"]}").type()).isEmpty();
        assertThat(JsonText.of("{\n\"type\"\n:\n\"x\"\n}").type()).hasValue("x");
        assertThat(JsonText.of("[\"type\"]").type()).isEmpty();
        assertThat(JsonText.of("\"type\"").type()).isEmpty();
        assertThat(SAMPLE.member("inner").flatMap(inner -> inner.member("deep")).flatMap(JsonText::type))
                .hasValue("message");
    }

    @Test
    void knownTypesMakeNoStringOfTheirOwn() {
        for (String type : new String[] {"response.output_text.delta", "response.mcp_call_arguments.done",
                "response.completed", "error"}) {
            Optional<String> first = JsonText.of("{\"type\":\"" + type + "\"}").type();
            assertThat(first).hasValue(type);
            assertThat(JsonText.of("{\"type\":\"" + type + "\"}").type()).isSameAs(first);
        }
        assertThat(JsonText.of("{\"type\":\"response.something_new.delta\"}").type())
                .hasValue("response.something_new.delta");
        assertThat(JsonText.of("{\"type\":\"\"}").type()).hasValue("");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void severalMembersAreFoundInOnePassTheLastOfEachName() {
        JsonText json = JsonText.of("{\"b\":1,\"x\":{\"a\":9},\"a\":2,\"\\u0061\":[3],\"n\":null}");

        assertThat(json.members(MemberNames.of("a", "b", "c", "n"))).containsExactly(Optional.of(JsonText.of("[3]")),
                Optional.of(JsonText.of("1")), Optional.empty(), Optional.of(JsonText.of("null")));
        assertThat(JsonText.of("[1]").members(MemberNames.of("a"))).containsExactly(Optional.empty());
    }
}
