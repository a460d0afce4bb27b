package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.JsonText;
import dev.runnel.tool.NeedsApproval;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolOptions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which calls wait where a rule decides. */
class ApprovalRuleTest extends RunnerFixture {

    private static final JsonText SUM = JsonText.of("{\"type\":\"object\",\"properties\":{\"sum\":{\"type\":\"integer\"}},"
            + "\"required\":[\"sum\"],\"additionalProperties\":false}");

    private final List<String> paid = new ArrayList<>();

    private Agent cashier(NeedsApproval rule) {
        return a().tools(Tool.named("pay").parameters(SUM).needsApproval(rule).handler((context, arguments) -> {
            assertThat(Context.isOnEventLoopThread()).isTrue();
            paid.add(context.callId());
            return Uni.createFrom().item(OutputValue.of("paid"));
        })).build();
    }

    private List<String> waiting(Agent agent) {
        RunResultStreaming result = runner.runStreamed(agent, "hi");
        completed(result);
        return result.interruptions().stream().map(ToolApprovalItem::callId).toList();
    }

    @Test
    void aRuleLooksAtTheArguments() {
        Agent cashier = cashier(NeedsApproval.when((call, arguments) -> arguments.number("sum").orElseThrow() > 100));
        model.answer(functionCall("small", "pay", "{\"sum\":7}"), functionCall("large", "pay", "{\"sum\":700}"));

        assertThat(waiting(cashier)).containsExactly("large");
        assertThat(paid).containsExactly("small");
    }

    @Test
    void whatIsAlwaysRejectedDoesNotRunEvenWhereTheRuleWouldLetItRunUnasked() {
        Agent cashier = cashier(NeedsApproval.when((call, arguments) -> arguments.number("sum").orElseThrow() > 100));
        model.answer(functionCall("large", "pay", "{\"sum\":700}")).answer(functionCall("small", "pay", "{\"sum\":7}"))
                .answer(message("done"));
        RunState state = runner.run(cashier, "hi").await().atMost(LIMIT).toState();
        state.rejectAlways(state.interruptions().get(0), "never");

        assertThat(Trace.of(completed(runner.runStreamed(cashier, state)))).contains("call_id=small out='never'");
        assertThat(paid).isEmpty();
    }

    @Test
    void argumentsThatARuleCannotReadWait() {
        Agent cashier = cashier(NeedsApproval.when((call, arguments) -> false));
        model.answer(functionCall("c1", "pay", "{\"sum\":7"), functionCall("c2", "pay", "[7]"),
                functionCall("c3", "pay", "{\"sum\":7}"));

        assertThat(waiting(cashier)).containsExactly("c1", "c2");
        assertThat(paid).containsExactly("c3");
    }

    @Test
    void aRuleThatFailsLeavesTheDecisionToAPerson() {
        model.answer(functionCall("c1", "pay", "{\"sum\":7}")).answer(functionCall("c1", "pay", "{\"sum\":7}"))
                .answer(functionCall("c1", "pay", "{\"sum\":7}"));

        assertThat(waiting(cashier((call, arguments) -> {
            throw new IllegalStateException("no rule");
        }))).containsExactly("c1");
        assertThat(waiting(cashier((call, arguments) -> Uni.createFrom().failure(new IllegalStateException("no rule")))))
                .containsExactly("c1");
        assertThat(waiting(cashier((call, arguments) -> Uni.createFrom().nullItem()))).containsExactly("c1");
        assertThat(paid).isEmpty();
    }

    @Test
    void aRuleMayTakeItsTimeAndTheToolRunsOnTheEventLoopAllTheSame() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Agent cashier = cashier((call, arguments) -> {
            new Thread(() -> answer.complete(false)).start();
            return Uni.createFrom().completionStage(answer);
        });
        model.answer(functionCall("c1", "pay", "{\"sum\":7}")).answer(message("done"));

        assertThat(waiting(cashier)).isEmpty();
        assertThat(paid).containsExactly("c1");
    }

    @Test
    void aToolOfTheCatalogueCanGetARule() {
        Tool plain = foo();
        Tool careful = plain.withOptions(ToolOptions.DEFAULT.withNeedsApproval(NeedsApproval.ALWAYS));
        model.answer(functionCall("c1", "foo", "{}"));

        assertThat(waiting(a().tools(careful).build())).containsExactly("c1");
    }
}
