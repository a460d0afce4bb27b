package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

    @ParameterizedTest
    @ValueSource(strings = { "text/event-stream", "*/*", "*", "text/*", "TEXT/Event-Stream; charset=utf-8",
            "text/html, */*;q=0.1",
            "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "", " , ", "text/*;q=0, text/event-stream",
            "application/json, text/event-stream;q=0.5" })
    void theseTakeAnEventStream(String header) {
        assertThat(Accept.of(List.of(header)).allows("text/event-stream")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "text/html", "application/*", "text/event-stream;q=0, */*", "text/*;q=0.0, */*", "*/*;q=0",
            "text/event-streams" })
    void theseDoNot(String header) {
        assertThat(Accept.of(List.of(header)).allows("text/event-stream")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "*/*                                              | text/event-stream",
            "application/*                                    | application/x-ndjson",
            "application/json                                 | application/json",
            "application/json, text/plain, */*                | application/json", // as axios sends it
            "application/json, text/event-stream              | text/event-stream", // as MCP clients send it
            "text/event-stream;q=0.1, application/json;q=0.25 | application/json",
            "*/*;q=0.9, text/event-stream;q=0.5               | application/x-ndjson",
            "text/event-stream;q=0, application/x-ndjson;q=0, */* | application/json" })
    void theBestOfThoseOfferedIsChosen(String header, String best) {
        assertThat(Accept.of(List.of(header)).best(Endpoint.RUNS.mediaTypes())).hasValue(best);
    }

    @Test
    void whereNothingIsAcceptedNothingIsChosen() {
        assertThat(Accept.of(List.of("text/html, */*;q=0")).best(Endpoint.RUNS.mediaTypes())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "*/*;q=", "*/*;q=2", "*/*;q=-1", "*/*;q=high", "*/*;q=1.1" })
    void whatIsNoQualityIsNamed(String header) {
        assertThatIllegalArgumentException().isThrownBy(() -> Accept.of(List.of(header)))
                .withMessageContaining("is no quality from q=0 to q=1");
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(Accept.of(List.of("text/html", "text/event-stream")).allows("text/event-stream")).isTrue();
    }

    @Test
    void withoutTheHeaderEverythingIsTaken() {
        assertThat(Accept.of(List.of()).allows("text/event-stream")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "garbage", "/x", "text/", "a/b/c", "text/html, garbage" })
    void whatIsNoMediaRangeIsNamed(String header) {
        assertThatIllegalArgumentException().isThrownBy(() -> Accept.of(List.of(header)))
                .withMessageContaining("media range");
    }
}
