package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.UserException;
import dev.runnel.event.OutputValue;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ToolDefinition;
import dev.runnel.tool.Enabled;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which tools and handoffs the model is offered in a turn. */
class EnabledToolsTest extends RunnerFixture {

    private static final String FOO_IS_UNKNOWN = "Tool foo not found in agent A";

    @Test
    void aToolThatIsNotEnabledIsNotOfferedAndACallOfItIsOneOfAnUnknownTool() {
        Agent agent = a().tools(optional("foo", Enabled.NEVER), optional("bar", Enabled.ALWAYS)).build();
        BothForms both = both(agent, RunOptions.DEFAULT, script -> script.answer(functionCall("c1", "foo", "{}")));

        assertThat(both.failure(ModelBehaviorException.class)).hasMessage(FOO_IS_UNKNOWN);
        assertThat(offered(0)).containsExactly("bar");
    }

    @Test
    void eachTurnAsksAnewAndIsToldTheRunAndTheAgent() {
        Enabled once = (run, agent) -> Uni.createFrom().completionStage(
                CompletableFuture.completedFuture(run.usage().requests() == 0 && agent.name().equals("A")));
        Agent agent = a().tools(optional("foo", once)).build();
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));

        completed(runner.runStreamed(agent, "hi"));

        assertThat(offered(0)).containsExactly("foo");
        assertThat(offered(1)).isEmpty();
    }

    @Test
    void aHandoffThatIsNotEnabledIsNotOffered() {
        Agent b = Agent.named("B").build();
        Agent c = Agent.named("C").build();
        model.answer(message("hello"));
        completed(runner.runStreamed(a().handoffs(Handoff.to(b).withEnabled(Enabled.when((run, agent) -> false)),
                Handoff.to(c)).build(), "hi"));

        assertThat(offered(0)).containsExactly("transfer_to_c");
    }

    @Test
    void whatFailsWhileItIsAskedFailsTheRun() {
        IllegalStateException no = new IllegalStateException("no");
        Agent agent = a().tools(optional("foo", (run, who) -> Uni.createFrom().failure(no))).build();

        assertThat(failure(subscribed(runner.runStreamed(agent, "hi")), IllegalStateException.class)).isSameAs(no);
        assertThat(model.calls()).isEmpty();
    }

    @Test
    void twoToolsOfOneNameAreNoMistakeIfOneOfThemIsThere() {
        Agent agent = a().tools(optional("foo", Enabled.when((run, who) -> false)), foo()).build();
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));

        assertThat(Trace.of(completed(runner.runStreamed(agent, "hi")))).contains("out='foo-ok'");
    }

    @Test
    void twoOfOneNameAreAnErrorUnlessTheRunIsToldToTakeTheLast() {
        Agent agent = a().tools(tool("foo", () -> Uni.createFrom().item(OutputValue.of("first"))), foo()).build();
        assertThat(failure(subscribed(runner.runStreamed(agent, "hi")), UserException.class))
                .hasMessage("Agent 'A' has two tools or handoffs that the model would see as 'foo'");
        assertThatThrownBy(() -> new Toolboxes(ToolCatalog.empty(), AgentRegistry.empty(), (tool, input, call) -> null).check(agent))
                .isInstanceOf(UserException.class);

        BothForms both = both(agent, warn(), script -> script.answer(functionCall("c1", "foo", "{}"))
                .answer(message("done")));
        assertThat(both.trace()).contains("out='foo-ok'");
        assertThat(offered(0)).containsExactly("foo");
    }

    @Test
    void aHandoffComesBeforeAToolOfItsName() {
        Agent b = Agent.named("B").build();
        BothForms both = both(a().tools(foo()).handoffs(Handoff.to(b).withToolName("foo")).build(), warn(),
                script -> script.answer(functionCall("c1", "foo", "{}")).answer(message("I am B")));

        assertThat(both.trace()).contains("ITEM handoff_occurred").endsWith("RUN completed 'I am B'\n");
    }

    private static RunOptions warn() {
        return RunOptions.builder().toolNameCollisionPolicy(ToolNameCollisionPolicy.WARN).build();
    }

    private static Tool optional(String name, Enabled enabled) {
        return Tool.named(name).isEnabled(enabled)
                .handler((context, arguments) -> Uni.createFrom().item(OutputValue.of("ok")));
    }

    private List<String> offered(int call) {
        return model.requests().get(call).tools().stream().map(ToolDefinition::name).toList();
    }
}
