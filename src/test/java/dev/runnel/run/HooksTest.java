package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;
import static dev.runnel.model.scripted.ScriptedTurn.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentHooks;
import dev.runnel.agent.RunHooks;
import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.Message;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Hooks of the run and of agents, and the filter before the model, between the events as the reference has them. */
class HooksTest extends RunnerFixture {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void hooksAreToldBetweenTheEventsInTheOrderOfTheReference() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));

        run(a().tools(foo()).build());

        assertThat(told).containsExactly("RUN started", "AGENT A", "<agent_start A user:hi>", "<llm_start A>",
                "RAW response.completed", "<llm_end A>", "<tool_start foo>", "<tool_end foo foo-ok>", "ITEM tool_output",
                "<llm_start A>", "RAW response.completed", "<llm_end A>", "<agent_end A done>", "RUN completed");
    }

    @Test
    void aHandoffIsToldBeforeItsEventAndTheSourceDoesNotEnd() {
        Agent b = Agent.named("B").hooks(new OfAgent("B")).build();
        model.answer(functionCall("h1", "transfer_to_b", "{}")).answer(message("I am B"));

        run(a().hooks(new OfAgent("A")).handoffs(b).build());

        assertThat(told).filteredOn(line -> !line.startsWith("RAW") && !line.contains("llm")).containsExactly(
                "RUN started", "AGENT A", "<agent_start A user:hi>", "(start A)", "<handoff A B>", "(B took over from A)",
                "ITEM handoff_occurred", "AGENT B", "<agent_start B user:hi>", "(start B)", "<agent_end B I am B>",
                "(end B)", "RUN completed");
    }

    @Test
    void aHookThatFailsFailsTheRunAtEveryPoint() {
        for (String point : List.of("agent_start", "llm_start", "llm_end", "tool_start", "tool_end", "handoff",
                "agent_end")) {
            RunOptions options = RunOptions.builder().hooks(new OfRun() {
                @Override
                Uni<Void> tell(String line) {
                    return line.startsWith("<" + point) ? Uni.createFrom().failure(new IllegalStateException(point))
                            : Uni.createFrom().voidItem();
                }
            }).build();
            Outcome outcome = bothWays(a().tools(foo()).handoffs(Agent.named("B").build()).build(), options,
                    answer(functionCall("c1", "foo", "{}")),
                    point.equals("handoff") ? answer(functionCall("h1", "transfer_to_b", "{}")) : answer(message("done")));
            assertThat(outcome.failure(IllegalStateException.class)).hasMessage(point);
        }
    }

    @Test
    void aHookThatThrowsIsAFailureOfTheRunToo() {
        RunOptions options = RunOptions.builder().hooks(new RunHooks() {
            @Override
            public Uni<Void> onLlmStart(RunContext run, Agent agent, Optional<String> instructions,
                    List<ResponseItem> input) {
                throw new IllegalStateException("thrown");
            }
        }).build();
        assertThat(bothWays(a().build(), options, answer(message("hello"))).failure(IllegalStateException.class))
                .hasMessage("thrown");
    }

    @Test
    void theFilterChangesWhatTheModelIsAskedAndNotTheHistory() {
        AtomicInteger calls = new AtomicInteger();
        RunOptions options = RunOptions.builder().callModelInputFilter((data, agent, run) -> Uni.createFrom()
                .item(new ModelInputData(Optional.of(data.instructions().orElseThrow() + calls.incrementAndGet()),
                        List.of(Message.user("only this"))))).build();
        Outcome outcome = bothWays(a().tools(foo()).build(), options, answer(functionCall("c1", "foo", "{}")),
                answer(message("done")));

        assertThat(outcome.model().requests()).extracting(request -> request.instructions().orElseThrow())
                .containsExactly("You are A.1", "You are A.2");
        assertThat(outcome.model().requests()).allMatch(request -> request.input().size() == 1);
        assertThat(outcome.result().toInputList()).hasSize(4);
        RunOptions broken = RunOptions.builder().callModelInputFilter((data, agent, run) -> Uni.createFrom().nullItem())
                .build();
        assertThat(bothWays(a().build(), broken, answer(message("x"))).failure(Throwable.class))
                .hasMessageContaining("CallModelInputFilter gave null");
    }

    @Test
    void reasoningGoesBackWithoutItsIdsWhereThatIsAskedFor() {
        RunOptions options = RunOptions.builder().reasoningItemIdPolicy(ReasoningItemIdPolicy.OMIT).build();
        Outcome outcome = bothWays(a().tools(foo()).build(), options,
                answer(reasoning("thinking"), functionCall("c1", "foo", "{}")), answer(message("done")));
        ResponseItem sent = outcome.model().requests().get(1).input().get(1);
        assertThat(sent.type()).isEqualTo("reasoning");
        assertThat(sent.json().member("id")).isEmpty();
        assertThat(sent.json().member("summary")).isPresent();
        assertThat(outcome.result().toInputList().get(1)).as("also what the application goes on with").isEqualTo(sent);

        ResponseItem kept = bothWays(a().tools(foo()).build(), RunOptions.DEFAULT,
                answer(reasoning("thinking"), functionCall("c1", "foo", "{}")), answer(message("done"))).model().requests()
                .get(1).input().get(1);
        assertThat(kept.json().member("id")).isPresent();
    }

    @Test
    void theModelOfTheRunGoesBeforeThatOfTheAgent() {
        ScriptedModel ofRun = model().answer(message("of the run"));
        assertThat(runner.run(a().model(model()).build(), "hi", RunOptions.builder().model(ofRun).build()).await()
                .atMost(LIMIT).finalOutput()).contains("of the run");
    }

    private static ScriptedModel model() {
        return new ScriptedModel();
    }

    private void run(Agent agent) {
        runner.runStreamed(agent, "hi", RunOptions.builder().hooks(new OfRun()).build()).streamEvents()
                .onItem().invoke(this::told).onItem().ignoreAsUni().await().atMost(LIMIT);
    }

    private void told(StreamEvent event) {
        String line = Trace.line(event);
        if (!(event instanceof RawResponsesStreamEvent) || line.contains("completed")) {
            if (!line.contains("tool_called") && !line.contains("message_output") && !line.contains("handoff_requested")) {
                told.add(line.replaceAll(" [#\\['].*", ""));
            }
        }
    }

    private class OfRun implements RunHooks {

        Uni<Void> tell(String line) {
            told.add(line);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> onAgentStart(RunContext run, Agent agent, List<ResponseItem> turnInput) {
            return tell("<agent_start " + agent.name() + " user:" + ((Message) turnInput.get(0)).text() + ">");
        }

        @Override
        public Uni<Void> onAgentEnd(RunContext run, Agent agent, OutputValue output) {
            return tell("<agent_end " + agent.name() + " " + output + ">");
        }

        @Override
        public Uni<Void> onHandoff(RunContext run, Agent fromAgent, Agent toAgent) {
            return tell("<handoff " + fromAgent.name() + " " + toAgent.name() + ">");
        }

        @Override
        public Uni<Void> onLlmStart(RunContext run, Agent agent, Optional<String> instructions, List<ResponseItem> input) {
            return tell("<llm_start " + agent.name() + ">");
        }

        @Override
        public Uni<Void> onLlmEnd(RunContext run, Agent agent, ModelResponse response) {
            return tell("<llm_end " + agent.name() + ">");
        }

        @Override
        public Uni<Void> onToolStart(ToolContext context, Agent agent, Tool tool) {
            return tell("<tool_start " + tool.name() + ">");
        }

        @Override
        public Uni<Void> onToolEnd(ToolContext context, Agent agent, Tool tool, OutputValue result) {
            return tell("<tool_end " + tool.name() + " " + result + ">");
        }
    }

    private final class OfAgent implements AgentHooks {

        private final String name;

        OfAgent(String name) {
            this.name = name;
        }

        @Override
        public Uni<Void> onStart(RunContext run, Agent agent, List<ResponseItem> turnInput) {
            told.add("(start " + name + ")");
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> onEnd(RunContext run, Agent agent, OutputValue output) {
            told.add("(end " + name + ")");
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> onHandoff(RunContext run, Agent agent, Agent source) {
            told.add("(" + name + " took over from " + source.name() + ")");
            return Uni.createFrom().voidItem();
        }
    }
}
