package dev.runnel.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas that the build makes of the tools of all tests. */
@QuarkusTest
class ArgumentsOfToolsTest {

    @Inject
    ToolCatalog catalog;

    @ParameterizedTest
    @ValueSource(strings = { "", "Hello", "From \"A to B\" for 12 Guests, EXTRA_LARGE, -3.75 and 99999",
            "\uD83D\uDE00 it's 0" })
    void whatIsMadeForAToolIsValid(String words) {
        for (Tool tool : catalog.tools()) {
            JsonNode schema = Requests.json(tool.definition().parameters().toString());
            ArgumentsPropertiesTest.assertValid(schema, Arguments.of(schema, words), tool.name() + " " + words);
        }
    }

    @Test
    void theToolsAreOfManyKinds() {
        assertThat(catalog.tools()).extracting(Tool::name)
                .contains("tt_bounded", "tt_formed", "tt_mapped", "tt_arrays", "tt_locals", "tt_trip", "tt_units");
    }
}
