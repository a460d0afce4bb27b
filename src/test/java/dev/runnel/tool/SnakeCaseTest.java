package dev.runnel.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {

    @ParameterizedTest
    @CsvSource({ "howManyJokes,how_many_jokes", "getURLForID,get_url_for_id", "plain,plain", "top10Hits,top10_hits", "aB,a_b",
            "already_snake,already_snake", "URL,url", "parseJSON,parse_json" })
    void aMethodsNameBecomesAToolsName(String method, String tool) {
        assertThat(SnakeCase.of(method)).isEqualTo(tool);
    }
}
