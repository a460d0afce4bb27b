package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentTool;
import dev.runnel.agent.AgentToolInput;
import dev.runnel.agent.AgentToolOutput;
import dev.runnel.agent.RunHooks;
import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.tool.Enabled;
import dev.runnel.tool.NeedsApproval;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import dev.runnel.tool.ToolErrorFunction;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Agents that are called as tools, the scenarios C24, C25 and C43 of the reference among them. Where Runnel decided
 * otherwise: the inner run's events are among those of the outer one, with a depth and the call.
 */
class AgentsAsToolsTest extends RunnerFixture {

    private static final String CALL_OF_INNER = Trace.CALL + """
            ITEM tool_called [tool_call_item] agent=A call_id=o1
            RAW response.completed #6
            """;

    private static final String DONE = Trace.MESSAGE + """
            ITEM message_output_created [message_output_item] agent=A
            RAW response.completed #8
            RUN completed 'done'
            """;

    /** The outer agent calls, the inner one calls its tool and answers, the outer one answers. */
    private static final Consumer<ScriptedModel> SCRIPT = model -> model
            .answer(functionCall("o1", "ask_inner", "{\"input\":\"How is it?\"}"))
            .answer(functionCall("i1", "foo", "{}")).answer(message("It is fine"))
            .answer(message("done"));

    private static Agent inner() {
        return Agent.named("Inner").instructions("You are inner.").tools(foo()).build();
    }

    private static AgentTool asked() {
        return inner().asTool("ask_inner", "Asks the inner agent.");
    }

    @Test
    void c24TheOuterRunIsThatOfAToolAndItsUsageContainsTheInnerOne() {
        BothForms both = both(a().tools(asked().withoutEvents()).build(), RunOptions.DEFAULT, SCRIPT);

        assertThat(both.trace()).isEqualTo("RUN started\nAGENT A\n" + CALL_OF_INNER + """
                ITEM tool_output [tool_call_output_item] agent=A call_id=o1 out='It is fine'
                """ + DONE);
        assertThat(both.result().usage().requests()).isEqualTo(4);
        assertThat(both.result().newItems()).hasSize(3);
        assertThat(model.requests().get(0).tools()).singleElement().satisfies(tool -> {
            assertThat(tool.name()).isEqualTo("ask_inner");
            assertThat(tool.parameters()).isEqualTo(AgentTool.INPUT);
        });
        assertThat(model.requests().get(1).instructions()).contains("You are inner.");
        assertThat(model.requests().get(1).input()).singleElement().isEqualTo(Message.user("How is it?"));
    }

    @Test
    void c25TheEventsOfTheInnerRunAreAmongThoseOfTheOuterOne() {
        BothForms both = both(a().tools(asked()).build(), RunOptions.DEFAULT, SCRIPT);

        assertThat(both.trace()).isEqualTo("RUN started\nAGENT A\n" + CALL_OF_INNER + "AGENT Inner\n" + Trace.CALL + """
                ITEM tool_called [tool_call_item] agent=Inner call_id=i1
                RAW response.completed #6
                ITEM tool_output [tool_call_output_item] agent=Inner call_id=i1 out='foo-ok'
                """ + Trace.MESSAGE + """
                ITEM message_output_created [message_output_item] agent=Inner
                RAW response.completed #8
                ITEM tool_output [tool_call_output_item] agent=A call_id=o1 out='It is fine'
                """ + DONE);
        List<StreamEvent> nested = both.events().stream().filter(event -> event.depth() > 0).toList();
        assertThat(nested).hasSize(1 + 9 + 11 - 1).allMatch(event -> event.depth() == 1)
                .allMatch(event -> event.parentCallId().equals(Optional.of("o1")))
                .allMatch(event -> event.runId().equals(both.result().runId()));
        assertThat(nested).extracting(StreamEvent::turn).startsWith(0, 1).endsWith(2);
        assertThat(both.events()).extracting(StreamEvent::sequenceNumber).containsExactlyElementsOf(
                IntStream.range(0, both.events().size()).mapToObj(Long::valueOf).toList());
        assertThat(both.result().newItems()).as("those of the outer run").hasSize(3);
        assertThat(both.result().usage().requests()).isEqualTo(4);
    }

    @Test
    void aRunWithinARunWithinARunIsTwoDeep() {
        Agent middle = Agent.named("Middle").tools(asked()).build();
        BothForms both = both(a().tools(middle.asTool("ask_middle", "Asks.")).build(), RunOptions.DEFAULT, model -> {
            model.answer(functionCall("m1", "ask_middle", "{\"input\":\"ask\"}"));
            SCRIPT.accept(model);
            model.answer(message("all done"));
        });

        assertThat(both.events()).filteredOn(event -> event.depth() == 2)
                .allMatch(event -> event.parentCallId().equals(Optional.of("o1"))).isNotEmpty();
        assertThat(both.events()).filteredOn(event -> event.depth() == 1)
                .allMatch(event -> event.parentCallId().equals(Optional.of("m1"))).isNotEmpty();
        assertThat(both.result().usage().requests()).isEqualTo(6);
    }

    @Test
    void whatFailsInTheInnerRunIsAFailureOfTheTool() {
        Consumer<ScriptedModel> failing = model -> model.answer(functionCall("o1", "ask_inner", "{\"input\":\"?\"}"))
                .answer(functionCall("i1", "foo", "{}"));
        BothForms told = both(a().tools(asked().withMaxTurns(1)).build(), RunOptions.DEFAULT, model -> {
            failing.accept(model);
            model.answer(message("done"));
        });
        assertThat(told.trace()).contains("out='An error occurred while running the tool. Please try again."
                + " Error: Max turns (1) exceeded'").endsWith("RUN completed 'done'\n");

        BothForms raised = both(a().tools(asked().withMaxTurns(1).withFailureErrorFunction(ToolErrorFunction.RAISE)).build(),
                RunOptions.DEFAULT, failing);
        assertThat(raised.failure(MaxTurnsExceededException.class).runData().orElseThrow().lastAgent()).isEqualTo("A");
        assertThat(raised.trace()).as("what the inner run told is delivered").contains("agent=Inner call_id=i1 out='foo-ok'")
                .endsWith("RUN failed max_turns_exceeded\n");
    }

    @Test
    void theCallerReadsWhatTheExtractorTakesOutOfTheRun() {
        AgentToolOutput extractor = AgentToolOutput.text(result -> result.call().call().name() + " "
                + result.lastAgent().name() + " " + result.newItems().size() + " " + result.usage().requests() + " "
                + result.finalOutput());

        assertThat(both(a().tools(asked().withCustomOutputExtractor(extractor)).build(), RunOptions.DEFAULT, SCRIPT).trace())
                .contains("out='ask_inner Inner 3 2 It is fine'");
    }

    @Test
    void otherParametersGoToTheAgentAsTheBuilderSays() {
        JsonText schema = JsonText.of("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
                + "\"required\":[\"city\"],\"additionalProperties\":false}");
        Consumer<ScriptedModel> script = model -> model
                .answer(functionCall("o1", "ask_inner", "{\"city\":\"Oslo\"}")).answer(message("Rain"))
                .answer(message("done"));

        both(a().tools(asked().withParameters(schema)).build(), RunOptions.DEFAULT, script);
        assertThat(model.requests().get(1).input().get(0).json().toString()).contains("structured input", "Oslo");

        both(a().tools(asked().withParameters(schema, AgentToolInput.of(
                arguments -> "Weather of " + arguments.string("city").orElseThrow()))).build(), RunOptions.DEFAULT, script);
        assertThat(model.requests().get(7).input()).containsExactly(Message.user("Weather of Oslo"));
    }

    @Test
    void anAgentMayBeThereInSomeTurnsOnly() {
        model.answer(message("alone"));
        completed(runner.runStreamed(a().tools(asked().withEnabled(Enabled.NEVER)).build(), "hi"));

        assertThat(model.requests().get(0).tools()).isEmpty();
        assertThatThrownBy(() -> inner().asTool("ask inner", "")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'ask inner' cannot be the name of the agent 'Inner' as a tool");
    }

    @Test
    void theInnerAgentSeesTheContextOfTheRun() {
        List<ToolContext> seen = new ArrayList<>();
        Tool foo = Tool.named("foo").handler((call, arguments) -> {
            seen.add(call);
            return Uni.createFrom().item(OutputValue.of("foo-ok"));
        });
        AgentTool asked = Agent.named("Inner").tools(foo).build().asTool("ask_inner", "Asks.");
        both(a().tools(asked).build(), RunOptions.builder().context("the context").build(), SCRIPT);

        assertThat(seen).hasSize(2).allSatisfy(call -> {
            assertThat(call.context(String.class)).isEqualTo("the context");
            assertThat(call.agent().name()).isEqualTo("Inner");
        });
    }

    @Test
    void whoeverLeavesStopsTheInnerRun() {
        CompletableFuture<Void> never = new CompletableFuture<>();
        model.answer(functionCall("o1", "ask_inner", "{\"input\":\"?\"}"))
                .turns(ScriptedTurn.answer(message("It is fine")).inDeltas(3)
                        .waitingBefore(event -> event.type().equals("response.output_text.done"), never));
        RunResultStreaming result = runner.runStreamed(a().tools(asked()).build(), "hi");
        AssertSubscriber<StreamEvent> subscriber = subscribed(result, event -> {
            if (event.depth() == 1 && Trace.line(event).contains("output_text.delta")) {
                result.cancel();
            }
        });

        assertThat(Trace.of(subscriber.awaitCompletion(LIMIT).getItems())).endsWith("RUN cancelled requested\n");
        assertThat(model.calls().get(1).cancelled().toCompletableFuture()).succeedsWithin(LIMIT);
    }

    @Test
    void theDeadlineOfTheOuterRunEndsTheInnerOne() {
        model.answer(functionCall("o1", "ask_inner", "{\"input\":\"?\"}")).turns(ScriptedTurn.answer(message("late"))
                .waitingBefore(ResponseTextDeltaEvent.class::isInstance, new CompletableFuture<>()));
        RunResultStreaming result = runner.runStreamed(a().tools(asked()).build(), "hi",
                RunOptions.builder().maxRunTime(Duration.ofSeconds(2)).build());

        failure(subscribed(result), DeadlineExceededException.class);
        assertThat(model.calls().get(1).cancelled().toCompletableFuture()).succeedsWithin(LIMIT);
    }

    @Test
    void noMoreOfTheInnerModelIsReadThanTheReaderAsksFor() {
        List<ModelEvent> read = new ArrayList<>();
        ScriptedModel words = new ScriptedModel().turns(ScriptedTurn.answer(message("x".repeat(1000))).inDeltas(1000));
        Agent inner = Agent.named("Inner").model(request -> words.stream(request).onItem().invoke(read::add)).build();
        model.answer(functionCall("o1", "ask_inner", "{\"input\":\"?\"}")).answer(message("done"));
        AssertSubscriber<StreamEvent> subscriber = runner.runStreamed(a().tools(inner.asTool("ask_inner", "Asks."))
                .build(), "hi").streamEvents().subscribe().withSubscriber(AssertSubscriber.create(15));
        subscriber.awaitItems(15, LIMIT);

        assertThat(read).hasSizeLessThanOrEqualTo(64);
        assertThat(Trace.of(subscriber.request(Long.MAX_VALUE).awaitCompletion(LIMIT).getItems()))
                .endsWith("RUN completed 'done'\n");
        assertThat(read).hasSizeGreaterThan(1000);
    }

    @Test
    void twoRunsWithinTheRunAreToldApartByTheCallsThatTheyAnswer() {
        Agent other = Agent.named("Other").build();
        BothForms both = both(a().tools(Agent.named("Inner").build().asTool("ask_inner", "Asks."),
                other.asTool("ask_other", "Asks.")).build(), RunOptions.DEFAULT, model -> model
                        .answer(functionCall("o1", "ask_inner", "{\"input\":\"?\"}"),
                                functionCall("o2", "ask_other", "{\"input\":\"?\"}"))
                        .answer(message("one")).answer(message("two")).answer(message("done")));

        assertThat(both.events()).filteredOn(event -> event.depth() == 1 && event.agent().name().equals("Inner"))
                .hasSize(11).allMatch(event -> event.parentCallId().equals(Optional.of("o1")));
        assertThat(both.events()).filteredOn(event -> event.depth() == 1 && event.agent().name().equals("Other"))
                .hasSize(11).allMatch(event -> event.parentCallId().equals(Optional.of("o2")));
        assertThat(both.result().newItems()).hasSize(5);
    }

    @Test
    void theHooksOfTheOuterRunAreNotToldOfTheInnerOneWhichHasItsOwn() {
        List<String> outer = new ArrayList<>();
        List<String> inner = new ArrayList<>();
        both(a().tools(asked().withHooks(starts(inner))).build(), RunOptions.builder().hooks(starts(outer)).build(), SCRIPT);

        assertThat(outer).containsExactly("A", "A");
        assertThat(inner).containsExactly("Inner", "Inner");
    }

    private static RunHooks starts(List<String> agents) {
        return new RunHooks() {
            @Override
            public Uni<Void> onAgentStart(RunContext run, Agent agent, List<ResponseItem> turnInput) {
                agents.add(agent.name());
                return Uni.createFrom().voidItem();
            }
        };
    }

    @Test
    void c43WhatWaitsForAPersonInTheInnerRunWaitsInTheOuterOneAndGoesOnThere() {
        AtomicInteger called = new AtomicInteger();
        Tool danger = Tool.named("danger").needsApproval(true).handler((call, arguments) -> Uni.createFrom()
                .item(() -> OutputValue.of("danger-" + called.incrementAndGet())));
        Agent inner = Agent.named("Inner").tools(danger, foo()).build();
        Agent outer = a().tools(inner.asTool("ask_inner", "Asks.").withNeedsApproval(NeedsApproval.NEVER)).build();
        model.answer(functionCall("o1", "ask_inner", "{\"input\":\"?\"}"))
                .answer(functionCall("f1", "foo", "{}"), functionCall("d1", "danger", "{}"));
        RunResultStreaming stopped = runner.runStreamed(outer, "hi");

        assertThat(items(completed(stopped))).isEqualTo("""
                RUN started
                AGENT A
                ITEM tool_called [tool_call_item] agent=A call_id=o1
                AGENT Inner
                ITEM tool_called [tool_call_item] agent=Inner call_id=f1
                ITEM tool_called [tool_call_item] agent=Inner call_id=d1
                ITEM tool_output [tool_call_output_item] agent=Inner call_id=f1 out='foo-ok'
                ITEM tool_approval_requested [tool_approval_item] agent=Inner call_id=d1
                RUN interrupted
                """);
        assertThat(stopped.interruptions()).singleElement().satisfies(item -> {
            assertThat(item.agent().name()).isEqualTo("Inner");
            assertThat(item.toolName()).isEqualTo("danger");
        });
        RunState state = RunState.fromJson(stopped.toState().toJson());
        state.approve(state.interruptions().get(0));
        model.answer(message("It is done")).answer(message("done"));
        RunResultStreaming resumed = runner.runStreamed(outer, state, RunOptions.DEFAULT);

        assertThat(items(completed(resumed))).isEqualTo("""
                RUN started
                AGENT A
                AGENT Inner
                ITEM tool_output [tool_call_output_item] agent=Inner call_id=d1 out='danger-1'
                ITEM message_output_created [message_output_item] agent=Inner
                ITEM tool_output [tool_call_output_item] agent=A call_id=o1 out='It is done'
                ITEM message_output_created [message_output_item] agent=A
                RUN completed 'done'
                """);
        assertThat(resumed.usage().requests()).isEqualTo(4);
        assertThat(called).hasValue(1);
    }

    private static String items(List<StreamEvent> events) {
        return Trace.of(events.stream().filter(event -> !Trace.line(event).startsWith("RAW")).toList());
    }
}
