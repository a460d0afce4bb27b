package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is made of any schema that can be kept to is valid by the judgement of another implementation. */
class ArgumentsPropertiesTest {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true)
            .build();

    @Property(tries = 1000)
    void whatIsMadeIsValid(@ForAll("schemas") JsonNode schema, @ForAll("words") String words) {
        assertValid(schema, Arguments.of(schema, words), words);
    }

    static void assertValid(JsonNode schema, JsonNode made, String words) {
        assertThat(FACTORY.getSchema(schema, CONFIG).validate(made)).as("%s of %s and '%s'", made, schema, words).isEmpty();
    }

    @Provide
    Arbitrary<String> words() {
        Arbitrary<String> word = Arbitraries.of("volcanoes", "Paris", "12", "-3.75", "\"so long\"", "a", "\uD83D\uDE00",
                "Ann Lee", "red", "2000000000000", "0", "it's");
        return Arbitraries.oneOf(word.list().ofMaxSize(6).map(all -> String.join(" ", all)),
                Arbitraries.strings().ofMaxLength(30));
    }

    @Provide
    Arbitrary<JsonNode> schemas() {
        return Arbitraries.randomValue(random -> {
            ObjectNode root = Tree.object().put("type", "object").put("additionalProperties", false);
            root.putObject("properties").set("p", new RandomSchemas(random).schema(3));
            root.putArray("required").add("p");
            root.set("$defs", RandomSchemas.definitions());
            return root;
        });
    }
}
