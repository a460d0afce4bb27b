package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static dev.runnel.model.scripted.ScriptedTurn.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.agent.Agent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.ModelConnectionException;
import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ModelRetryBackoffSettings;
import dev.runnel.model.ModelRetrySettings;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.ModelTimeoutException;
import dev.runnel.model.RequestUsage;
import dev.runnel.model.RetryPolicies;
import dev.runnel.model.scripted.ScriptedModel;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a run does where a call of its model fails or takes too long: scenarios C50 and C51 of the reference, and more. */
class RetriedRunsTest extends RunnerFixture {

    private static final Throwable BROKEN = new ModelConnectionException("broken", new IOException());
    private static final Duration NEVER = Duration.ofHours(24);

    private final ScriptedModel other = new ScriptedModel();

    @Test
    void c50AModelThatFailsBeforeItsOutputIsCalledAgainAndTheEventsAreThoseOfOneCall() {
        String expected = Trace.of(completed(plain(model.turns(answer(message("hi"))), a().build())));

        BothForms both = both(retrying(1, Duration.ZERO), RunOptions.DEFAULT,
                script -> script.turns(answer().thenFailing(BROKEN), answer(message("hi"))));

        assertThat(both.trace()).isEqualTo(expected.replace("resp_1", "resp_3"));
        assertThat(both.collected().orElseThrow().usage().requests()).isEqualTo(2);
        assertThat(both.result().usage().inputTokens()).as("the failed attempt cost nothing").isEqualTo(10);
        assertThat(both.result().usage().requestUsageEntries()).containsExactly(
                new RequestUsage(0, 0, 0, 0, 0, Optional.of("A"), Optional.empty()),
                new RequestUsage(10, 5, 15, 0, 0, Optional.of("A"), Optional.of("scripted")));
    }

    @Test
    void c51AModelThatFailsAfterItsFirstDeltaIsNotCalledAgain() {
        BothForms both = both(retrying(1, Duration.ZERO), RunOptions.DEFAULT,
                script -> script.turns(answer(message("hi")).thenFailing(BROKEN)));

        assertThat(both.failure(ModelConnectionException.class)).isSameAs(BROKEN);
        assertThat(both.trace()).contains("output_text.delta").endsWith("RUN failed model_connection\n");
        assertThat(model.calls()).hasSize(2);
    }

    @Test
    void aLaterTurnIsCalledAgainTooAndNoToolRunsTwice() {
        model.turns(answer(functionCall("c1", "foo", "{}")), failing(BROKEN), answer(message("done")));
        RunResultStreaming result = runner.runStreamed(
                retrying(1, Duration.ZERO).toBuilder().tools(foo()).build(), "hi");

        assertThat(Trace.of(completed(result))).containsOnlyOnce("ITEM tool_output").endsWith("RUN completed 'done'\n");
        assertThat(result.usage().requests()).isEqualTo(3);
        assertThat(model.requests().get(2).input()).isEqualTo(model.requests().get(1).input());
    }

    @Test
    void aRunIsCancelledWhileItWaits() {
        model.turns(failing(BROKEN));
        RunResultStreaming result = runner.runStreamed(retrying(1, NEVER), "hi");
        AssertSubscriber<StreamEvent> subscriber = subscribed(result);
        await().until(() -> result.usage().requests() == 1);

        result.cancel();

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems()))
                .isEqualTo("RUN started\nAGENT A\nRUN cancelled requested\n");
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void aWaitThatTheRunsDeadlineWouldCutShortIsNotBegun() {
        model.turns(failing(BROKEN));
        RunOptions options = RunOptions.builder().maxRunTime(Duration.ofHours(1)).build();
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(retrying(1, NEVER), "hi", options));

        assertThat(failure(subscriber, ModelConnectionException.class)).isSameAs(BROKEN);
    }

    @Test
    void aModelThatNeverAnswersIsBoundedByTheTimeOfAnAttempt() {
        model.turns(answer(message("hi")).waitingBefore(event -> true, new CompletableFuture<>()),
                answer(message("hi")).waitingBefore(event -> event.type().endsWith("delta"), new CompletableFuture<>()));
        ModelSettings settings = ModelSettings.builder().timeout(Duration.ofMillis(50))
                .retry(retry(1, Duration.ZERO)).build();
        RunResultStreaming result = runner.runStreamed(a().modelSettings(settings).build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = subscribed(result);

        ModelTimeoutException failure = failure(subscriber, ModelTimeoutException.class);

        assertThat(failure.phase()).isEqualTo(ModelTimeoutException.Phase.ATTEMPT);
        assertThat(Trace.of(subscriber.getItems())).contains("content_part.added").endsWith("RUN failed model_timeout\n");
        assertThat(failure.runData()).hasValueSatisfying(data -> assertThat(data.usage().requests()).isEqualTo(1));
        assertThat(model.calls()).hasSize(2).allSatisfy(call -> assertThat(call.cancelled()).succeedsWithin(LIMIT));
    }

    @Test
    void afterTheLastRetryTheNextModelIsAsked() {
        model.turns(failing(BROKEN), failing(BROKEN));
        other.answer(message("from the other"));
        Agent agent = retrying(1, Duration.ZERO).toBuilder().fallbackModel(other).build();
        RunResultStreaming result = runner.runStreamed(agent, "hi");

        assertThat(Trace.of(completed(result))).containsOnlyOnce("response.created")
                .endsWith("RUN completed 'from the other'\n");
        assertThat(model.calls()).hasSize(2);
        assertThat(result.usage().requests()).isEqualTo(3);
    }

    @Test
    void modelsAreAskedInTheirOrderAndByTheirNames() {
        Throwable refused = new ModelHttpException(401, "no", Optional.empty(), Optional.empty(), Optional.empty());
        other.turns(failing(BROKEN));
        model.turns(failing(refused), failing(refused));
        Agent agent = a().model(other).fallbackModel("small").fallbackModel("smaller").build();

        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(agent, "hi"));

        assertThat(failure(subscriber, ModelHttpException.class)).isSameAs(refused).hasSuppressedException(BROKEN);
        assertThat(other.requests()).extracting(request -> request.model()).containsExactly(Optional.empty());
        assertThat(model.requests()).extracting(request -> request.model())
                .containsExactly(Optional.of("small"), Optional.of("smaller"));
    }

    @Test
    void theModelsOfTheRunAreAskedInThePlaceOfTheAgents() {
        ScriptedModel ofTheAgent = new ScriptedModel();
        model.turns(failing(BROKEN));
        other.answer(message("from the other"));
        Agent agent = a().build();
        RunOptions options = RunOptions.builder().fallbackModel(other).build();

        assertThat(Trace.of(completed(runner.runStreamed(agent.toBuilder().fallbackModel(ofTheAgent).build(), "hi",
                options.toBuilder().build())))).endsWith("RUN completed 'from the other'\n");
        assertThat(ofTheAgent.calls()).isEmpty();
        assertThat(options.nested(agent.asTool("a", "An agent.")).fallbackModels()).isEqualTo(options.fallbackModels());
    }

    private RunResultStreaming plain(ScriptedModel scripted, Agent agent) {
        assertThat(scripted).isSameAs(model);
        return runner.runStreamed(agent, "hi");
    }

    private static Agent retrying(int retries, Duration delay) {
        return a().modelSettings(ModelSettings.builder().retry(retry(retries, delay)).build()).build();
    }

    private static ModelRetrySettings retry(int retries, Duration delay) {
        return ModelRetrySettings.of(retries, RetryPolicies.networkError())
                .withBackoff(ModelRetryBackoffSettings.DEFAULT.withInitialDelay(delay).withMaxDelay(delay));
    }
}
