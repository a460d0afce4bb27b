package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When Lambda cuts the answer, as the adapter tells. */
class LambdaContextTest {

    @Test
    void theDeadlineIsAmongWhatElseTheAdapterTells() {
        assertThat(LambdaContext.deadline(List.of("{\"request_id\":\"r\",\"env_config\":{\"deadline\":1,\"memory\":[128]},"
                + "\"deadline\":1772366400123,\"xray_trace_id\":null}")))
                .hasValue(Instant.ofEpochMilli(1772366400123L));
    }

    @Test
    void withoutTheHeaderThereIsNone() {
        assertThat(LambdaContext.deadline(List.of())).isEmpty();
    }

    @Test
    void ofSeveralTheFirstToComeCounts() {
        assertThat(LambdaContext.deadline(List.of("{\"deadline\":9}", "{\"deadline\":7}", "{\"deadline\":8}")))
                .hasValue(Instant.ofEpochMilli(7));
    }

    @Test
    void aDeadlineBeyondAllTimeIsTheLatest() {
        assertThat(LambdaContext.deadline(List.of("{\"deadline\":99999999999999999999999999}")))
                .hasValue(Instant.ofEpochMilli(1L << 53));
        assertThat(LambdaContext.deadline(List.of("{\"deadline\":-99999999999999999999999999}"))).hasValue(Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "7", "[7]", "null", "{}", "{\"deadline\":null}", "{\"deadline\":\"7\"}",
            "{\"deadline\":7.5}", "{\"deadline\":1e3}", "{\"Deadline\":7}", "{\"deadline\"", "{\"a\":{\"deadline\":7}"})
    void anotherFormIsRefused(String value) {
        ProblemException refused = catchThrowableOfType(ProblemException.class,
                () -> LambdaContext.deadline(List.of(value)));

        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().detail()).startsWith("The header 'x-amzn-lambda-context' must be a JSON object with a "
                + "whole number 'deadline'");
        assertThat(refused.problem().members()).containsEntry("header", "x-amzn-lambda-context");
    }
}
