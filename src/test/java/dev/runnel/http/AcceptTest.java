package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
