package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Jackson's strict parser, after a strict UTF-8 decoder, is the oracle. */
class JsonTextPropertiesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String FRAGMENTS = "{}[]\",:\\ \n\t0123456789.eE+-truefalsnu/bé\u0001\uD83D\uDE00";

    @Property(tries = 10_000)
    @StatisticsReport(onFailureOnly = true)
    void mutatedJsonIsAcceptedJustWhereJacksonAcceptsIt(@ForAll("json") String json, @ForAll Random random) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int mutations = random.nextInt(3); mutations > 0 && bytes.length > 0; mutations--) {
            bytes = mutated(bytes, random);
        }
        boolean expected = jacksonAccepts(bytes);
        Statistics.collect(expected);
        Statistics.coverage(of -> of.check(true).percentage(share -> share > 20 && share < 80));
        assertThat(accepts(bytes)).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(expected);
    }

    @Property(tries = 10_000)
    void soupIsAcceptedJustWhereJacksonAcceptsIt(@ForAll("soup") String soup) {
        byte[] bytes = soup.getBytes(StandardCharsets.UTF_8);
        assertThat(accepts(bytes)).isEqualTo(jacksonAccepts(bytes));
    }

    @Property
    void everyPartIsWhatJacksonFindsThere(@ForAll("json") String json) throws IOException {
        assertSame(JsonText.of(json), MAPPER.readTree(json));
    }

    @Property
    void partsOfAPrettyTextAreTheSame(@ForAll("json") String json) throws IOException {
        String pretty = MAPPER.readTree(json).toPrettyString();
        JsonText text = JsonText.of(pretty);
        assertThat(text.toString()).doesNotContain("\n");
        assertSame(text, MAPPER.readTree(pretty));
    }

    private static void assertSame(JsonText text, JsonNode node) throws IOException {
        assertThat(MAPPER.readTree(text.bytes())).isEqualTo(node);
        assertThat(text.string()).isEqualTo(node.isTextual() ? Optional.of(node.textValue()) : Optional.empty());
        assertThat(text.type()).isEqualTo(node.path("type").isTextual() ? Optional.of(node.path("type").textValue())
                : Optional.empty());
        if (node.isIntegralNumber()) {
            assertThat(text.number().isPresent()).isEqualTo(node.canConvertToLong());
        }
        text.number().ifPresent(number -> assertThat(node.decimalValue()).isEqualByComparingTo(BigDecimal.valueOf(number)));
        assertThat(text.elements()).hasSize(node.isArray() ? node.size() : 0);
        for (int i = 0; i < text.elements().size(); i++) {
            assertSame(text.elements().get(i), node.get(i));
        }
        for (var member : node.properties()) {
            assertSame(text.member(member.getKey()).orElseThrow(), member.getValue());
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        byte[] fragments = FRAGMENTS.getBytes(StandardCharsets.UTF_8);
        byte some = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : fragments[random.nextInt(fragments.length)];
        byte[] result = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> result[at] = some;
            case 1 -> {
                result = Arrays.copyOf(bytes, bytes.length - 1);
                System.arraycopy(bytes, at + 1, result, at, bytes.length - at - 1);
            }
            case 2 -> {
                result = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, result, at + 1, bytes.length - at);
                result[at] = some;
            }
            default -> result = Arrays.copyOf(bytes, at);
        }
        return result;
    }

    private static boolean accepts(byte[] bytes) {
        try {
            JsonText.value(bytes.clone());
            return true;
        } catch (MalformedJsonException e) {
            assertThat(e.offset()).isBetween(0, bytes.length);
            return false;
        }
    }

    private static boolean jacksonAccepts(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return !text.startsWith("\uFEFF") && jacksonAccepts(text);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean jacksonAccepts(String text) {
        int roots = 0;
        int types = 0;
        try (JsonParser parser = FACTORY.createParser(text)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                parser.getText();
                roots += depth == 0 ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                types += token == JsonToken.FIELD_NAME && depth == 1 && parser.currentName().equals("type") ? 1 : 0;
            }
        } catch (IOException e) {
            return false;
        }
        return roots == 1 && types < 2;
    }

    @Provide
    Arbitrary<String> json() {
        return value(3).map(Object::toString);
    }

    @Provide
    Arbitrary<String> soup() {
        return Arbitraries.of("{", "}", "[", "]", ",", ":", "\"a\"", "\"type\"", "\"", "1", "-", ".5", "e1", "true", "null",
                " ", "\n", "\\n", "é", "{\"a\":1", "[1,").list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    private static Arbitrary<JsonNode> value(int depth) {
        Arbitrary<JsonNode> scalar = Arbitraries.oneOf(
                text().map(text -> (JsonNode) MAPPER.getNodeFactory().textNode(text)),
                Arbitraries.longs().map(number -> MAPPER.getNodeFactory().numberNode(number)),
                Arbitraries.bigDecimals().map(number -> MAPPER.getNodeFactory().numberNode(number)),
                Arbitraries.of(MAPPER.getNodeFactory().booleanNode(true), MAPPER.getNodeFactory().booleanNode(false),
                        MAPPER.getNodeFactory().nullNode()));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<JsonNode> inner = Arbitraries.lazy(() -> value(depth - 1));
        Arbitrary<JsonNode> array = inner.list().ofMaxSize(4).map(nodes -> MAPPER.createArrayNode().addAll(nodes));
        Arbitrary<JsonNode> object = Combinators.combine(Arbitraries.oneOf(text(), Arbitraries.of("type", "a")), inner)
                .as(Map::entry)
                .list().ofMaxSize(4).map(members -> {
                    var node = MAPPER.createObjectNode();
                    members.forEach(member -> node.set(member.getKey(), member.getValue()));
                    return node;
                });
        return Arbitraries.frequencyOf(Tuple.of(1, scalar), Tuple.of(2, array), Tuple.of(3, object));
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings().withChars("abc\"\\/\n\t\u0001é€\u2028").ofMaxLength(20);
    }
}
