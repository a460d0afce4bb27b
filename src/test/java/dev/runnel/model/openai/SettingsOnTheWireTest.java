package dev.runnel.model.openai;

import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.agent.Agent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.Message;
import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ModelRetryBackoffSettings;
import dev.runnel.model.ModelRetrySettings;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.RequestUsage;
import dev.runnel.model.RetryPolicies;
import dev.runnel.run.RunResultStreaming;
import dev.runnel.testing.RecordedRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the settings of a model do to its calls, seen from the provider's side of a real socket. */
@QuarkusTest
@TestProfile(ModelClientProfile.class)
class SettingsOnTheWireTest extends WholeStack {

    @Test
    void extraHeadersAndParametersGoOutWithTheCall() {
        server.then(Answers.of(message("hi")));
        call(ModelSettings.builder().extraQuery("api version", "2026-01&x").extraQuery("b", "ä")
                .extraHeader("X-Team", "blue").extraHeader("authorization", "Custom abc").build());

        RecordedRequest request = server.requests().get(0);
        assertThat(request.line()).isEqualTo("POST /v1/responses?api%20version=2026-01%26x&b=%C3%A4 HTTP/1.1");
        assertThat(request.header("x-team")).contains("blue");
        assertThat(request.header("Authorization")).contains("Custom abc");
    }

    @Test
    void aKeyInAParameterOrAHeaderIsNotToldOn() {
        server.then(c -> c.answer(400, "text/plain", "bad keys: sk-query-1234 and sk-header-5678"));
        ModelHttpException refused = catchThrowableOfType(ModelHttpException.class, () -> call(ModelSettings.builder()
                .extraQuery("api-key", "sk-query-1234").extraHeader("x-credential", "sk-header-5678").build()));

        assertThat(refused.providerMessage()).isEqualTo("bad keys: *** and ***");
    }

    @Test
    void aCallThatIsRefusedOrBreaksIsMadeAgainAndNobodySees() {
        server.then(c -> c.answer(503, "text/plain", "busy"), c -> c.reset(), Answers.of(message("hi")));
        RunResultStreaming result = run(model(), patient(ModelSettings.builder()));

        List<StreamEvent> events = completed(result);

        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests()).extracting(RecordedRequest::text).containsOnly(server.requests().get(0).text());
        assertThat(result.usage().requests()).isEqualTo(3);
        assertThat(Wire.text(events)).containsOnlyOnce("\"response.created\"");
    }

    @Test
    void aProviderThatNeverAnswersIsBoundedByTheTimeOfAnAttempt() {
        server.then(c -> c.untilPeerCloses(), Answers.of(message("hi")));
        RunResultStreaming result = run(model(), patient(ModelSettings.builder().timeout(Duration.ofMillis(300))));

        completed(result);

        assertThat(server.requests()).hasSize(2);
        assertThat(result.usage().requestUsageEntries()).extracting(RequestUsage::totalTokens).containsExactly(0L, 15L);
    }

    private static Agent patient(ModelSettings.Builder settings) {
        return agent().toBuilder().modelSettings(settings.retry(ModelRetrySettings
                .of(2, RetryPolicies.any(RetryPolicies.providerSuggested(), RetryPolicies.networkError()))
                .withBackoff(ModelRetryBackoffSettings.DEFAULT.withInitialDelay(Duration.ZERO))).build()).build();
    }

    private void call(ModelSettings settings) {
        model().stream(new ModelRequest(Optional.empty(), Optional.empty(), List.of(Message.user("hi")), List.of(), List.of(),
                settings, Optional.empty(), Optional.empty(), Optional.empty())).collect().asList().await().atMost(LIMIT);
    }
}
