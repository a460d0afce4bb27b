package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelSettingsTest {

    private static final ModelSettings FULL = ModelSettings.builder().temperature(0.1).topP(0.2).frequencyPenalty(0.3)
            .presencePenalty(0.4).toolChoice(ToolChoice.REQUIRED).parallelToolCalls(true).truncation("auto").maxTokens(5)
            .reasoningEffort("low").reasoningSummary("auto").verbosity("high").store(true).promptCacheRetention("24h")
            .promptCacheOptions(JsonText.of("{}")).contextManagement(JsonText.of("[]")).includeUsage(false).topLogprobs(6)
            .responseInclude("a").metadata("m", "1").extraQuery("q", "2").extraHeader("h", "3")
            .extraBody("b", JsonText.of("4")).timeout(Duration.ofSeconds(7))
            .retry(ModelRetrySettings.of(8, RetryPolicies.never())).build();

    static List<RecordComponent> components() {
        return Arrays.asList(ModelSettings.class.getRecordComponents());
    }

    @ParameterizedTest
    @MethodSource("components")
    void everySettingIsTakenOverAndKept(RecordComponent setting) throws Exception {
        Object full = setting.getAccessor().invoke(FULL);

        assertThat(full).isNotEqualTo(setting.getAccessor().invoke(ModelSettings.NONE));
        assertThat(setting.getAccessor().invoke(ModelSettings.NONE.resolve(FULL))).isEqualTo(full);
        assertThat(setting.getAccessor().invoke(FULL.resolve(ModelSettings.NONE))).isEqualTo(full);
        assertThat(setting.getAccessor().invoke(FULL.toBuilder().build())).isEqualTo(full);
    }

    @Test
    void eachSettingHasItsOwnPlace() {
        assertThat(FULL.temperature()).contains(0.1);
        assertThat(FULL.topP()).contains(0.2);
        assertThat(FULL.frequencyPenalty()).contains(0.3);
        assertThat(FULL.presencePenalty()).contains(0.4);
        assertThat(FULL.parallelToolCalls()).contains(true);
        assertThat(FULL.store()).contains(true);
        assertThat(FULL.includeUsage()).contains(false);
        assertThat(FULL.truncation()).contains("auto");
        assertThat(FULL.maxTokens()).contains(5);
        assertThat(FULL.topLogprobs()).contains(6);
        assertThat(FULL.reasoningEffort()).contains("low");
        assertThat(FULL.reasoningSummary()).contains("auto");
        assertThat(FULL.verbosity()).contains("high");
        assertThat(FULL.promptCacheRetention()).contains("24h");
        assertThat(FULL.promptCacheOptions()).contains(JsonText.of("{}"));
        assertThat(FULL.contextManagement()).contains(JsonText.of("[]"));
        assertThat(List.of(FULL.metadata(), FULL.extraQuery(), FULL.extraHeaders(), FULL.extraBody())).containsExactly(
                Map.of("m", "1"), Map.of("q", "2"), Map.of("h", "3"), Map.of("b", JsonText.of("4")));
    }

    @Test
    void whatIsPutOverWinsAndMapsAreMergedByKey() {
        ModelSettings over = ModelSettings.builder().temperature(1).responseInclude("b", "c").metadata("m", "new")
                .extraQuery("q2", "5").extraHeader("H", "6").extraBody("b2", JsonText.of("7")).build();
        ModelSettings both = FULL.resolve(over);

        assertThat(both.temperature()).contains(1.0);
        assertThat(both.topP()).contains(0.2);
        assertThat(both.responseInclude()).containsExactly("b", "c");
        assertThat(both.metadata()).isEqualTo(Map.of("m", "new"));
        assertThat(both.extraQuery()).isEqualTo(Map.of("q", "2", "q2", "5"));
        assertThat(both.extraHeaders()).as("names of headers have no case").isEqualTo(Map.of("H", "6"));
        assertThat(both.extraBody()).isEqualTo(Map.of("b", JsonText.of("4"), "b2", JsonText.of("7")));
    }

    @Test
    void retriesAreMergedByMember() {
        RetryPolicy policy = RetryPolicies.networkError();
        ModelRetryBackoffSettings slow = ModelRetryBackoffSettings.DEFAULT.withInitialDelay(Duration.ofSeconds(1));
        ModelSettings under = ModelSettings.builder().retry(ModelRetrySettings.of(2, policy).withBackoff(slow)).build();
        ModelSettings over = ModelSettings.builder().retry(ModelRetrySettings.ofMaxRetries(5)
                .withBackoff(ModelRetryBackoffSettings.DEFAULT.withJitter(false))).build();

        assertThat(under.resolve(over).retry())
                .contains(ModelRetrySettings.of(5, policy).withBackoff(slow.withJitter(false)));
    }

    @Test
    void theToolChoiceCanBeLeftToTheModelAgain() {
        assertThat(FULL.withoutToolChoice().toolChoice()).isEmpty();
        assertThat(FULL.withoutToolChoice().toBuilder().toolChoice(ToolChoice.REQUIRED).build()).isEqualTo(FULL);
    }

    @Test
    void valuesOfHeadersAndParametersAreNotPrinted() {
        ModelSettings settings = ModelSettings.builder().extraHeader("x-api-key", "sk-1").extraQuery("key", "sk-2").build();
        ModelRequest request = new ModelRequest(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(),
                settings, Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(request.toString()).contains("x-api-key=***", "key=***").doesNotContain("sk-");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aSettingOutOfItsRangeIsRefused(UnaryOperator<ModelSettings.Builder> setting, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> setting.apply(ModelSettings.builder()).build())
                .withMessage(message);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("temperature is 2.1, must be from 0 to 2", settings -> settings.temperature(2.1)),
                wrong("topP is NaN, must be from 0 to 1", settings -> settings.topP(Double.NaN)),
                wrong("frequencyPenalty is -2.5, must be from -2 to 2", settings -> settings.frequencyPenalty(-2.5)),
                wrong("presencePenalty is 3.0, must be from -2 to 2", settings -> settings.presencePenalty(3)),
                wrong("maxTokens is 0, must be at least 1", settings -> settings.maxTokens(0)),
                wrong("topLogprobs is 21, must be from 0 to 20", settings -> settings.topLogprobs(21)),
                wrong("timeout is PT0S, must be from 1 ms to 24 h", settings -> settings.timeout(Duration.ZERO)),
                wrong("A header's name is letters, digits and hyphens, not 'x y'",
                        settings -> settings.extraHeader("x y", "1")),
                wrong("The header Host is the HTTP client's own, not an extra one",
                        settings -> settings.extraHeader("Host", "elsewhere")),
                wrong("The value of the header x holds a character that no header may carry: only visible ASCII, blanks and "
                        + "tabs", settings -> settings.extraHeader("x", "1\r\ny: 2")));
    }

    private static Arguments wrong(String message,
            UnaryOperator<ModelSettings.Builder> setting) {
        return Arguments.of(Named.of(message, setting), message);
    }
}
