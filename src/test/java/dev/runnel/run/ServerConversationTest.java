package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.agent.Agent;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.OutputGuardrail;
import dev.runnel.agent.UserException;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent where the provider keeps the conversation: what it has not, and the name of what it has. */
class ServerConversationTest extends RunnerFixture {

    @ParameterizedTest
    @EnumSource
    void c53AutomaticallyTheSecondCallContinuesTheFirst(SessionRunsTest.Form form) {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));

        form.run(runner, a().tools(foo()).build(), "hi", RunOptions.builder().autoPreviousResponseId(true).build());

        assertThat(sent(0)).isEqualTo("user hi");
        assertThat(model.requests().get(0).previousResponseId()).isEmpty();
        assertThat(sent(1)).isEqualTo("output c1");
        assertThat(model.requests().get(1).previousResponseId()).contains("resp_1");
    }

    @ParameterizedTest
    @EnumSource
    void c53AGivenResponseIsContinuedAndThenTheNext(SessionRunsTest.Form form) {
        model.answer(message("let me see"), functionCall("c1", "foo", "{}"), functionCall("c2", "foo", "{}"))
                .answer(functionCall("c3", "foo", "{}")).answer(message("done"));

        form.run(runner, a().tools(foo()).build(), "and now?", RunOptions.builder().previousResponseId("resp_0").build());

        assertThat(model.requests()).extracting(ModelRequest::previousResponseId)
                .containsExactly(Optional.of("resp_0"), Optional.of("resp_1"), Optional.of("resp_2"));
        assertThat(sent(0)).isEqualTo("user and now?");
        assertThat(sent(1)).isEqualTo("output c1, output c2");
        assertThat(sent(2)).isEqualTo("output c3");
    }

    @ParameterizedTest
    @EnumSource
    void c53EveryCallBelongsToTheConversation(SessionRunsTest.Form form) {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));

        form.run(runner, a().tools(foo()).build(), "hi", RunOptions.builder().conversationId("conv_1").build());

        assertThat(model.requests()).extracting(ModelRequest::conversationId)
                .containsExactly(Optional.of("conv_1"), Optional.of("conv_1"));
        assertThat(model.requests()).extracting(ModelRequest::previousResponseId)
                .containsExactly(Optional.empty(), Optional.empty());
        assertThat(sent(1)).isEqualTo("output c1");
    }

    @Test
    void aHandoffSendsItsOutputToTheNextAgentsCall() {
        Agent b = Agent.named("B").instructions("You are B.").build();
        model.answer(functionCall("h1", "transfer_to_b", "{}"), functionCall("h2", "transfer_to_b", "{}"))
                .answer(message("I am B"));

        completed(runner.runStreamed(a().handoffs(b).build(), "hi", RunOptions.builder().autoPreviousResponseId(true).build()));

        assertThat(sent(1)).isEqualTo("output h1, output h2");
        assertThat(model.requests().get(1).instructions()).contains("You are B.");
    }

    @Test
    void outputGuardrailsExcludeAConversationThatTheProviderKeeps() {
        OutputGuardrail guardrail = OutputGuardrail.named("polite")
                .check((run, agent, output) -> Uni.createFrom().item(GuardrailFunctionOutput.pass()));
        Agent guarded = a().outputGuardrails(guardrail).build();
        RunOptions chained = RunOptions.builder().previousResponseId("resp_0").build();

        assertThatThrownBy(() -> runner.runStreamed(guarded, "hi", chained)).isInstanceOf(UserException.class)
                .hasMessageContaining("previousResponseId and output guardrails").hasMessageContaining("'A'");
        assertThatThrownBy(() -> runner.runStreamed(a().build(), "hi",
                chained.toBuilder().outputGuardrails(guardrail).build())).isInstanceOf(UserException.class);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void anAgentWithOutputGuardrailsDoesNotTakeControlOfSuchAConversation() {
        OutputGuardrail guardrail = OutputGuardrail.named("polite")
                .check((run, agent, output) -> Uni.createFrom().item(GuardrailFunctionOutput.pass()));
        Agent b = Agent.named("B").outputGuardrails(guardrail).build();
        model.answer(functionCall("h1", "transfer_to_b", "{}")).answer(message("never asked for"));

        assertThat(failure(subscribed(runner.runStreamed(a().handoffs(b).build(), "hi",
                RunOptions.builder().conversationId("conv_1").build())), UserException.class))
                .hasMessageContaining("conversationId").hasMessageContaining("'B'");
        assertThat(model.calls()).hasSize(1);
    }

    @Test
    void withoutAnIdOfTheResponseTheWholeConversationIsSent() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent agent = a().tools(foo()).model(request -> withoutIds(model.stream(request))).build();

        completed(runner.runStreamed(agent, "hi", RunOptions.builder().autoPreviousResponseId(true).build()));

        assertThat(sent(1)).isEqualTo("user hi, call c1, output c1");
        assertThat(model.requests().get(1).previousResponseId()).isEmpty();
    }

    @Test
    void withoutAnIdOfTheResponseAGivenOneIsContinuedWithAllThatCameAfterIt() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent agent = a().tools(foo()).model(request -> withoutIds(model.stream(request))).build();

        completed(runner.runStreamed(agent, "hi", RunOptions.builder().previousResponseId("resp_0").build()));

        assertThat(sent(1)).isEqualTo("user hi, call c1, output c1");
        assertThat(model.requests().get(1).previousResponseId()).contains("resp_0");
    }

    private String sent(int call) {
        List<ResponseItem> input = model.requests().get(call).input();
        return SessionRunsTest.texts(input);
    }

    private static Multi<ModelEvent> withoutIds(Multi<ModelEvent> events) {
        return events.map(event -> ModelEvent.of(JsonText.of(event.json().toString().replaceAll("\"id\":\"resp_\\d+\",", ""))));
    }
}
