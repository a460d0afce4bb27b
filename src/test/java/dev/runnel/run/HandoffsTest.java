package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.agent.Agent;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.HandoffInputFilter;
import dev.runnel.agent.NestedHistory;
import dev.runnel.agent.UserException;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Handoffs with callbacks, filters and folded histories: C23 of the reference and its like. */
class HandoffsTest extends RunnerFixture {

    private static final ScriptedTurn TO_B = answer(message("one moment"), functionCall("h1", "transfer_to_b", "{}"));

    private final ScriptedModel ofB = new ScriptedModel();
    private final Agent b = Agent.named("B").instructions("You are B.").model(ofB).build();

    @Test
    void c23AFilterDecidesWhatTheNextModelReadsAndNothingElse() {
        HandoffInputFilter filter = data -> {
            assertThat(data.inputHistory()).hasSize(1);
            assertThat(data.preHandoffItems()).extracting(RunItem::type)
                    .containsExactly("tool_call_item", "tool_call_output_item");
            assertThat(data.newItems()).extracting(RunItem::type)
                    .containsExactly("message_output_item", "handoff_call_item", "handoff_output_item");
            return Uni.createFrom().item(data.withInputHistory(List.of(Message.user("in short"))).withPreHandoffItems(List.of())
                    .withInputItems(List.of(data.newItems().get(0))));
        };
        twice(message("I am B"));
        Outcome outcome = bothWays(a().tools(foo()).handoffs(Handoff.to(b).withInputFilter(filter)).build(),
                RunOptions.DEFAULT, answer(functionCall("c1", "foo", "{}")), TO_B);

        assertThat(outcome.trace()).endsWith("""
                ITEM handoff_occurred [handoff_output_item] agent=A A->B
                AGENT B
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=B
                RAW response.completed #8
                RUN completed 'I am B'
                """);
        assertThat(lines(ofB.requests().get(0).input())).containsExactly("user: in short", "assistant: one moment");
        assertThat(outcome.result().newItems()).hasSize(6);
        assertThat(outcome.result().toInputList()).hasSize(7);
        assertThat(lines(outcome.result().toInputList(ToInputListMode.NORMALIZED)))
                .containsExactly("user: in short", "assistant: one moment", "assistant: I am B");
    }

    @Test
    void theFilterOfAHandoffGoesBeforeThatOfTheRun() {
        HandoffInputFilter ofRun = data -> Uni.createFrom().item(data.withInputHistory(List.of(Message.user("of the run"))));
        HandoffInputFilter ofHandoff = data -> Uni.createFrom()
                .item(data.withInputHistory(List.of(Message.user("of the handoff"))));
        RunOptions options = RunOptions.builder().handoffInputFilter(ofRun).build();
        twice(message("I am B"));
        bothWays(a().handoffs(Handoff.to(b).withInputFilter(ofHandoff)).build(), options, TO_B);
        assertThat(lines(ofB.requests().get(0).input())).startsWith("user: of the handoff");
        twice(message("I am B"));
        bothWays(a().handoffs(b).build(), options, TO_B);
        assertThat(lines(ofB.requests().get(2).input())).startsWith("user: of the run");
    }

    @Test
    void allThatHasToDoWithToolsCanBeLeftOut() {
        twice(message("I am B"));
        bothWays(a().tools(foo()).handoffs(Handoff.to(b).withInputFilter(HandoffInputFilter.removeAllTools())).build(),
                RunOptions.DEFAULT, answer(reasoning("so"), functionCall("c1", "foo", "{}")), TO_B);
        assertThat(lines(ofB.requests().get(0).input())).containsExactly("user: hi", "assistant: one moment");
    }

    @Test
    void aFilterThatFailsOrGivesNothingFailsTheRun() {
        assertThat(bothWays(a().handoffs(Handoff.to(b).withInputFilter(
                data -> Uni.createFrom().failure(new IllegalStateException("broken")))).build(), RunOptions.DEFAULT, TO_B)
                .failure(IllegalStateException.class)).hasMessage("broken");
        assertThat(bothWays(a().handoffs(Handoff.to(b).withInputFilter(data -> Uni.createFrom().nullItem())).build(),
                RunOptions.DEFAULT, TO_B).failure(UserException.class)).hasMessageContaining("HandoffInputFilter gave null");
        assertThat(bothWays(a().handoffs(Handoff.to(b).withInputFilter(data -> Uni.createFrom().item(data))).build(),
                RunOptions.builder().conversationId("conv_1").build(), TO_B).failure(UserException.class))
                .hasMessageContaining("the provider keeps the conversation");
    }

    @Test
    void aHistoryIsFoldedIntoOneMessageAndNotDeeperTheSecondTime() {
        ScriptedModel ofC = new ScriptedModel();
        Agent c = Agent.named("C").model(ofC).build();
        Agent second = b.toBuilder().handoffs(c).build();
        ofB.answer(functionCall("h2", "transfer_to_c", "{}")).answer(functionCall("h2", "transfer_to_c", "{}"));
        ofC.answer(message("I am C")).answer(message("I am C"));
        Outcome outcome = bothWays(a().handoffs(second).build(), RunOptions.builder().nestHandoffHistory(true).build(),
                answer(reasoning("so"), message("one moment"), functionCall("h1", "transfer_to_b", "{}")));

        List<String> ofFirst = lines(ofB.requests().get(0).input());
        assertThat(ofFirst).hasSize(1);
        assertThat(ofFirst.get(0)).startsWith("assistant: ")
                .contains("<CONVERSATION HISTORY>\n1. user: hi\n2. assistant: one moment\n3. function_call: {")
                .contains("\n4. function_call_output: {").endsWith("\n</CONVERSATION HISTORY>").doesNotContain("thinking", "so\"");
        List<String> ofSecond = lines(ofC.requests().get(0).input());
        assertThat(ofSecond).hasSize(1);
        assertThat(ofSecond.get(0)).contains("\n1. user: hi\n2. assistant: one moment\n", "\n6. function_call_output: {")
                .containsOnlyOnce("<CONVERSATION HISTORY>");
        assertThat(outcome.result().newItems()).hasSize(7);
        assertThat(outcome.result().toInputList()).hasSize(8);
        assertThat(outcome.result().toInputList(ToInputListMode.NORMALIZED)).hasSize(2)
                .startsWith(ofC.requests().get(0).input().get(0));
    }

    @Test
    void aHandoffMayFoldOrNotWhateverTheRunSaysAndTheFoldingMayBeOnesOwn() {
        twice(message("I am B"));
        bothWays(a().handoffs(Handoff.to(b).withNestedHistory(true)).build(), RunOptions.builder()
                .handoffHistoryMapper(items -> List.of(Message.user(items.size() + " items"))).build(), TO_B);
        assertThat(lines(ofB.requests().get(0).input())).containsExactly("user: 4 items");
        twice(message("I am B"));
        bothWays(a().handoffs(Handoff.to(b).withNestedHistory(false)).build(),
                RunOptions.builder().nestHandoffHistory(true).build(), TO_B);
        assertThat(ofB.requests().get(2).input()).hasSize(4);
        assertThat(new NestedHistory("[", "]").map(List.of(Message.user("x")))).hasSize(1);
    }

    @Test
    void aRunThatIsResumedStillHasTheFoldedHistory() {
        ofB.answer(functionCall("d1", "danger", "{}")).answer(message("I am B"));
        Agent careful = b.toBuilder().tools(Tool.named("danger").needsApproval(true).handler(
                (context, arguments) -> Uni.createFrom().item(OutputValue.of("done")))).build();
        Agent a = a().model(new ScriptedModel().turns(TO_B)).handoffs(Handoff.to(careful).withNestedHistory(true)).build();
        RunState state = RunState.fromJson(runner.run(a, "hi").await().atMost(LIMIT).toState().toJson());
        state.approve(state.interruptions().get(0));
        runner.run(a, state, RunOptions.DEFAULT).await().atMost(LIMIT);

        assertThat(lines(ofB.requests().get(1).input())).hasSize(3).last().isEqualTo("function_call_output");
        assertThat(ofB.requests().get(1).input().get(0)).isEqualTo(ofB.requests().get(0).input().get(0));
    }

    @Test
    void theProvidersConversationIsNotFolded() {
        twice(message("I am B"));
        Outcome outcome = bothWays(a().handoffs(b).build(),
                RunOptions.builder().conversationId("conv_1").nestHandoffHistory(true).build(), TO_B);
        assertThat(outcome.failure()).isEmpty();
        assertThat(lines(ofB.requests().get(0).input())).containsExactly("function_call_output");
    }

    @Test
    void aCallbackIsToldBeforeTheHandoffIsAndMayFailTheRun() {
        List<String> told = new CopyOnWriteArrayList<>();
        twice(message("I am B"));
        bothWays(a().handoffs(Handoff.to(b).withOnHandoff(run -> {
            told.add(run.runId().substring(0, 4));
            return Uni.createFrom().voidItem();
        })).build(), RunOptions.DEFAULT, TO_B);
        assertThat(told).containsExactly("run_", "run_");
        Outcome failed = bothWays(a().handoffs(Handoff.to(b).withOnHandoff(
                run -> Uni.createFrom().failure(new IllegalStateException("no")))).build(), RunOptions.DEFAULT, TO_B);
        assertThat(failed.failure(IllegalStateException.class)).hasMessage("no");
        assertThat(failed.trace()).contains("handoff_requested").doesNotContain("handoff_occurred");
    }

    @Test
    void anInputMustBeARecord() {
        assertThatThrownBy(() -> Handoff.to("B").withInput(String.class, (run, input) -> Uni.createFrom().voidItem()))
                .hasMessageContaining("java.lang.String; allowed are records annotated @OutputType");
        record Unknown(String reason) {
        }
        assertThat(bothWays(a().handoffs(Handoff.to(b).withInput(Unknown.class, (run, input) -> Uni.createFrom().voidItem()))
                .build(), RunOptions.DEFAULT, TO_B).failure(UserException.class))
                .hasMessageContainingAll("The input type of the handoff from 'A' to 'B'", "@OutputType");
    }

    private void twice(ResponseItem item) {
        ofB.answer(item).answer(item);
    }

    private static List<String> lines(List<ResponseItem> items) {
        return items.stream().map(item -> item instanceof Message message ? message.role() + ": " + message.text()
                : item.type()).toList();
    }
}
