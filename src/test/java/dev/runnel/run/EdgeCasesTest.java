package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.UserException;
import dev.runnel.event.ItemHelpers;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.ModelRefusalException;
import dev.runnel.model.ModelSettings;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ToolChoice;
import dev.runnel.model.ToolOutputText;
import dev.runnel.model.scripted.ScriptedTurn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What models and applications do wrong, or differently, and what becomes of the run then. */
class EdgeCasesTest extends RunnerFixture {

    private static final String CALL = """
            {"type":"function_call","id":"fc_1","call_id":"c1","name":"foo","arguments":"{}"}""";

    @Test
    void aProviderMaySendNothingButTheTerminalEvent() {
        Agent agent = a().model(request -> events(completed(message("hello").json().toString()))).build();

        assertThat(Trace.of(completed(runner.runStreamed(agent, "hi")))).isEqualTo("""
                RUN started
                AGENT A
                RAW response.completed #-1
                ITEM message_output_created [message_output_item] agent=A
                RUN completed 'hello'
                """);
    }

    @Test
    void theTerminalEventAddsOnlyItemsThatWereNotStreamed() {
        Agent agent = a().model(request -> request.input().size() > 1 ? model.stream(request)
                : events(done(0, CALL), completed(CALL + "," + CALL.replace("c1", "c2")))).tools(foo()).build();
        model.answer(message("done"));

        assertThat(runLines(agent)).containsExactly("ITEM tool_called [tool_call_item] agent=A call_id=c1",
                "ITEM tool_called [tool_call_item] agent=A call_id=c2",
                "ITEM tool_output [tool_call_output_item] agent=A call_id=c1 out='foo-ok'",
                "ITEM tool_output [tool_call_output_item] agent=A call_id=c2 out='foo-ok'",
                "ITEM message_output_created [message_output_item] agent=A");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"call_id\":\"c1\"|\"call_id\":\"c9\"", "\"name\":\"foo\"|\"name\":\"bar\"",
            "\"arguments\":\"{}\"|\"arguments\":\"{\\\"a\\\":1}\"", "\"function_call\"|\"web_search_call\"" })
    void aTerminalEventThatContradictsWhatWasStreamedFailsBeforeAnyToolRuns(String change) {
        String[] parts = change.split("\\|");
        Agent agent = a().model(request -> events(done(0, CALL), completed(CALL.replace(parts[0], parts[1]))))
                .tools(foo(), tool("bar", () -> Uni.createFrom().failure(new AssertionError("it must not run")))).build();
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(agent, "hi"));

        failure(subscriber, ModelBehaviorException.class);
        assertThat(Trace.of(subscriber.getItems())).doesNotContain("tool_output").endsWith("RUN failed model_behavior\n");
    }

    @Test
    void anItemThatIsNoItemFailsTheRun() {
        Agent agent = a().model(request -> events(done(0, "{\"type\":\"function_call\",\"name\":\"foo\"}"))).tools(foo()).build();

        assertThat(failure(subscribed(runner.runStreamed(agent, "hi")), ModelBehaviorException.class))
                .hasMessageContaining("'call_id'");
    }

    @Test
    void aRefusalIsAFailureWithTheModelsWords() {
        model.answer(refusal("I'd rather not"));
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(a().build(), "hi"));

        assertThat(failure(subscriber, ModelRefusalException.class).refusal()).isEqualTo("I'd rather not");
        assertThat(Trace.of(subscriber.getItems())).contains("ITEM message_output_created")
                .endsWith("RUN failed model_refusal\n");
    }

    @Test
    void aRefusalBehindSomeWordsIsARefusalAllTheSame() {
        String both = "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":["
                + "{\"type\":\"output_text\",\"text\":\"Well.\",\"annotations\":[]},"
                + "{\"type\":\"refusal\",\"refusal\":\"I will \"},{\"type\":\"refusal\",\"refusal\":\"not\"}]}";
        Agent agent = a().model(request -> events(done(0, both), completed(both))).build();

        assertThat(failure(subscribed(runner.runStreamed(agent, "hi")), ModelRefusalException.class).refusal())
                .isEqualTo("I will not");
    }

    @Test
    void anAnswerWithoutAnyItemIsAnEmptyFinalOutput() {
        model.answer();

        assertThat(Trace.of(completed(runner.runStreamed(a().build(), "hi")))).endsWith("RUN completed ''\n");
    }

    @Test
    void theProvidersOwnToolsAreToldAndTheModelIsAskedAgain() {
        String search = "{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"status\":\"completed\"}";
        Agent agent = a().model(request -> request.input().size() > 1 ? model.stream(request)
                : events(done(0, search), completed(search))).build();
        model.answer(message("found"));

        assertThat(runLines(agent)).containsExactly("ITEM tool_called [tool_call_item] agent=A",
                "ITEM message_output_created [message_output_item] agent=A");
        assertThat(model.requests().get(0).input()).extracting(ResponseItem::type).containsExactly("message", "web_search_call");
    }

    @Test
    void itemsOfUnknownKindsAreNotToldButGoBackToTheModel() {
        String unknown = "{\"type\":\"compaction\",\"id\":\"cmp_1\",\"encrypted_content\":\"x\"}";
        Agent agent = a().tools(foo()).model(request -> request.input().size() > 1 ? model.stream(request)
                : events(done(0, unknown), done(1, CALL), completed(unknown + "," + CALL))).build();
        model.answer(message("done"));

        assertThat(runLines(agent)).hasSize(3).noneMatch(line -> line.contains("compaction"));
        assertThat(model.requests().get(0).input().get(1).json().toString()).isEqualTo(unknown);
    }

    @Test
    void aForcedToolChoiceEndsOnceTheAgentHasUsedATool() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent agent = a().tools(foo()).modelSettings(ModelSettings.builder().toolChoice(ToolChoice.REQUIRED).build()).build();

        completed(runner.runStreamed(agent, "hi"));

        assertThat(model.requests().get(0).settings().toolChoice()).contains(ToolChoice.REQUIRED);
        assertThat(model.requests().get(1).settings().toolChoice()).isEmpty();
    }

    @Test
    void aForcedChoiceOfTheProvidersToolEndsOnceTheModelHasUsedIt() {
        String search = "{\"type\":\"web_search_call\",\"id\":\"ws_1\",\"status\":\"completed\"}";
        List<Optional<ToolChoice>> choices = new ArrayList<>();
        Agent agent = a().modelSettings(ModelSettings.builder().toolChoice(ToolChoice.hosted("web_search")).build())
                .model(request -> {
                    choices.add(request.settings().toolChoice());
                    return choices.size() > 1 ? model.stream(request) : events(done(0, search), completed(search));
                }).build();
        model.answer(message("found"));

        completed(runner.runStreamed(agent, "hi"));

        assertThat(choices).containsExactly(Optional.of(ToolChoice.hosted("web_search")), Optional.empty());
    }

    @Test
    void anAgentThatHasHandedOffIsNotForcedToDoSoAgain() {
        Agent b = Agent.named("B").instructions("You are B.").handoffs("A").model(model).build();
        Agent a = a().handoffs(b).model(model)
                .modelSettings(ModelSettings.builder().toolChoice(ToolChoice.REQUIRED).build()).build();
        model.answer(functionCall("h1", "transfer_to_b", "{}")).answer(functionCall("h2", "transfer_to_a", "{}"))
                .answer(message("done"));

        completed(runner(new AgentRegistry(List.of(a, b))).runStreamed(a, "hi"));

        assertThat(model.requests()).extracting(request -> request.settings().toolChoice())
                .containsExactly(Optional.of(ToolChoice.REQUIRED), Optional.empty(), Optional.empty());
    }

    @Test
    void aForeignFailureReachesJavaAsItIsAndReadersAsAnInternalError() {
        IllegalArgumentException foreign = new IllegalArgumentException("password is 1234");
        model.turns(ScriptedTurn.failing(foreign));
        AssertSubscriber<StreamEvent> subscriber = subscribed(runner.runStreamed(a().build(), "hi"));

        assertThat(failure(subscriber, IllegalArgumentException.class)).isSameAs(foreign);
        RunUpdatedStreamEvent last = (RunUpdatedStreamEvent) subscriber.getLastItem();
        assertThat(last.error().orElseThrow().type()).isEqualTo("internal");
        assertThat(last.error().orElseThrow().message()).doesNotContain("1234");
    }

    @Test
    void instructionsMayBeMadeForEachTurnAndMayFail() {
        model.answer(functionCall("c1", "foo", "{}")).answer(message("done"));
        Agent counting = a().tools(foo()).instructions((run, agent) -> Uni.createFrom().item(
                "You are " + agent.name() + " after " + run.usage().requests() + " calls.")).build();
        completed(runner.runStreamed(counting, "hi"));
        assertThat(model.requests()).extracting(request -> request.instructions().orElseThrow())
                .containsExactly("You are A after 0 calls.", "You are A after 1 calls.");

        Agent failing = a().instructions((run, agent) -> Uni.createFrom().failure(new IllegalStateException("no"))).build();
        failure(subscribed(runner.runStreamed(failing, "hi")), IllegalStateException.class);
    }

    @Test
    void handoffsByNameMayGoInCircles() {
        Agent ping = Agent.named("Ping").handoffs("Pong").build();
        Agent pong = Agent.named("Pong").handoffs("Ping").build();
        model.answer(functionCall("h1", "transfer_to_pong", "{}")).answer(functionCall("h2", "transfer_to_ping", "{}"))
                .answer(message("home"));
        RunResultStreaming result = runner(new AgentRegistry(List.of(ping, pong))).runStreamed(ping, "hi");

        assertThat(completed(result).stream().map(Trace::line).filter(line -> line.startsWith("AGENT")))
                .containsExactly("AGENT Ping", "AGENT Pong", "AGENT Ping");
    }

    @Test
    void whatAnAgentNamesAndNobodyHasIsAMistakeOfTheApplication() {
        assertThat(failure(subscribed(runner.runStreamed(a().handoffs("Nobody").build(), "hi")), UserException.class))
                .hasMessageContaining("'Nobody', which is not registered");
        assertThat(failure(subscribed(runner.runStreamed(a().tools("nothing").build(), "hi")), UserException.class))
                .hasMessageContaining("the tool 'nothing', which does not exist");
        assertThat(failure(subscribed(runner.runStreamed(a().tools(String.class).build(), "hi")), UserException.class))
                .hasMessageContaining("java.lang.String, but no method of that class is annotated @FunctionTool");
        assertThat(failure(subscribed(runner.runStreamed(a().tools(foo(), foo()).build(), "hi")), UserException.class))
                .hasMessageContaining("two tools or handoffs");
        assertThat(failure(subscribed(runner.runStreamed(a().tools(foo())
                .handoffs(Handoff.to(a().build()).withToolName("foo")).build(), "hi")), UserException.class))
                .hasMessageContaining("'foo'");
    }

    @Test
    void itemHelpersReadMessages() {
        model.answer(message("one "), message("two"));
        RunResultStreaming result = runner.runStreamed(a().build(), "hi");
        completed(result);

        assertThat(ItemHelpers.textMessageOutputs(result.newItems())).isEqualTo("one two");
        assertThat(result.finalOutput()).contains("two");
        assertThat(ItemHelpers.extractLastContent(Message.user("hello"))).isEqualTo("hello");
        assertThat(ItemHelpers.extractLastText(Message.user("hello"))).contains("hello");
        assertThat(ItemHelpers.extractText(message("two"))).contains("two");
        assertThat(ItemHelpers.extractLastText(refusal("no"))).isEmpty();
        assertThat(ItemHelpers.extractText(refusal("no"))).isEmpty();
        assertThat(ItemHelpers.extractRefusal(refusal("no"))).contains("no");
        assertThat(ItemHelpers.extractRefusal(message("yes"))).isEmpty();
    }

    @Test
    void itemHelpersAnswerCalls() {
        FunctionCall call = (FunctionCall) functionCall("c1", "foo", "{}");

        assertThat(ItemHelpers.toolCallOutputItem(call, OutputValue.of("done")).json()).hasToString(
                "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"done\"}");
        assertThat(ItemHelpers.toolCallOutputItem(call, OutputValue.ofParts(new ToolOutputText("done"))).json().toString())
                .contains("\"output\":[{\"type\":\"input_text\"");
    }

    private List<String> runLines(Agent agent) {
        return completed(runner.runStreamed(agent, "hi")).stream().map(Trace::line)
                .filter(line -> line.startsWith("ITEM")).toList();
    }

    private static Multi<ModelEvent> events(String... json) {
        return Multi.createFrom().items(Stream.of(json).map(JsonText::of).map(ModelEvent::of));
    }

    private static String done(int index, String item) {
        return "{\"type\":\"response.output_item.done\",\"output_index\":" + index + ",\"item\":" + item + "}";
    }

    private static String completed(String items) {
        return "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"output\":[" + items + "]}}";
    }
}
