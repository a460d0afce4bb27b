package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.mcpApprovalRequest;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentHooks;
import dev.runnel.agent.AgentTool;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.InputGuardrail;
import dev.runnel.agent.OutputSchema;
import dev.runnel.agent.RunHooks;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunStatus;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.session.Session;
import dev.runnel.tool.HostedTool;
import dev.runnel.tool.McpToolApprovalFunctionResult;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolGuardrailFunctionOutput;
import dev.runnel.tool.ToolTimeout;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each place where a run asks the application's code, and each way in which that can go wrong. */
class EveryCallbackTest extends RunnerFixture {

    /** All that is asked in the scenario below: tools, an agent as one, a handoff, and an answer. */
    private static final List<String> PLACES = List.of("instructions", "input guardrail", "blocking input guardrail",
            "output guardrail", "filter of the model's input", "session, reading", "session, storing", "session callback",
            "run.onAgentStart", "run.onAgentEnd", "run.onHandoff", "run.onLlmStart", "run.onLlmEnd", "run.onToolStart",
            "run.onToolEnd", "agent.onStart", "agent.onEnd", "agent.onHandoff", "agent.onLlmStart", "agent.onLlmEnd",
            "agent.onToolStart", "agent.onToolEnd", "handoff, enabled", "onHandoff", "handoff filter", "tool, enabled",
            "approval", "tool input guardrail", "tool output guardrail", "tool", "words for a failure",
            "words for a timeout", "words for an unknown tool", "use of tools", "inner input", "inner instructions",
            "inner output", "consent for an MCP server");

    /** What is asked where a run would fail else. */
    private static final List<String> HANDLERS = List.of("onMaxTurns", "onModelRefusal", "onInvalidFinalOutput");

    /** What the application's code may do in the place of answering. */
    private enum Fault {
        THROWS, FAILS, GIVES_NO_UNI, GIVES_NULL;

        <T> Uni<T> answer() {
            return switch (this) {
                case THROWS -> throw new Broken();
                case FAILS -> Uni.createFrom().failure(new Broken());
                case GIVES_NO_UNI -> null;
                case GIVES_NULL -> Uni.createFrom().nullItem();
            };
        }
    }

    /** Without a stack trace, since all of them are logged. */
    private static final class Broken extends Error {

        private static final long serialVersionUID = 1L;

        Broken() {
            super("broken", null, false, false);
        }
    }

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private volatile String broken = "";
    private volatile Supplier<Uni<?>> fault = Uni.createFrom()::nothing;

    @SuppressWarnings("unchecked")
    private <T> Uni<T> at(String place, T right) {
        asked.add(place);
        return place.equals(broken) ? (Uni<T>) fault.get() : Uni.createFrom().item(right);
    }

    @Test
    void theScenarioAsksInEveryPlace() {
        assertThat(ended(run("", RunOptions.builder()))).isEqualTo(RunStatus.COMPLETED);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(PLACES);
    }

    static Stream<Arguments> faults() {
        return places().flatMap(place -> Stream.of(Fault.values()).map(fault -> Arguments.of(place, fault)));
    }

    static Stream<String> places() {
        return Stream.concat(PLACES.stream(), HANDLERS.stream());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whateverItDoesTheRunEndsOnce(String place, Fault wrong) {
        fault = wrong::answer;

        RunStatus end = ended(run(place, RunOptions.builder()));

        assertThat(end).isIn(RunStatus.COMPLETED, RunStatus.FAILED, RunStatus.INTERRUPTED);
        assertThat(asked).contains(place);
    }

    @ParameterizedTest
    @MethodSource("places")
    void codeThatNeverAnswersIsLetGoWhenTheRunIsCancelled(String place) {
        Silence silence = new Silence();
        RunResultStreaming result = run(place, RunOptions.builder());
        List<StreamEvent> events = new CopyOnWriteArrayList<>();
        CompletableFuture<?> end = result.streamEvents().onItem().invoke(events::add).collect().last()
                .subscribeAsCompletionStage();
        assertThat(silence.begun).succeedsWithin(LIMIT);

        result.cancel();

        assertThat(end).succeedsWithin(LIMIT);
        assertThat(terminal(events)).isEqualTo(RunStatus.CANCELLED);
        silence.assertLetGo(place);
    }

    @ParameterizedTest
    @MethodSource("places")
    void codeThatNeverAnswersIsLetGoWhenTheReaderLeaves(String place) {
        Silence silence = new Silence();
        RunResultStreaming result = run(place, RunOptions.builder());
        AssertSubscriber<StreamEvent> reader = subscribed(result);
        assertThat(silence.begun).succeedsWithin(LIMIT);

        reader.cancel();

        silence.assertLetGo(place);
        assertThat(reader.getItems()).noneMatch(event -> event instanceof RunUpdatedStreamEvent update
                && update.status() != RunStatus.STARTED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "input guardrail", "blocking input guardrail", "output guardrail", "session, storing",
        "run.onHandoff", "handoff filter", "approval", "inner instructions", "onModelRefusal" })
    void codeThatNeverAnswersDoesNotHoldUpTheDeadline(String place) {
        Silence silence = new Silence();

        assertThat(ended(run(place, RunOptions.builder().maxRunTime(Duration.ofMillis(200))))).isEqualTo(RunStatus.FAILED);

        if (asked.contains(place)) { // on a slow machine the deadline may come before
            silence.assertLetGo(place);
        }
    }

    /** Code that is asked and says nothing. */
    private final class Silence {

        private final CompletableFuture<Void> begun = new CompletableFuture<>();
        private final CompletableFuture<Void> letGo = new CompletableFuture<>();

        Silence() {
            fault = () -> Uni.createFrom().nothing()
                    .onSubscription().invoke(() -> begun.complete(null))
                    .onCancellation().invoke(() -> letGo.complete(null));
        }

        void assertLetGo(String place) {
            if (!place.equals("session, storing")) { // which goes on to its end
                assertThat(letGo).succeedsWithin(LIMIT);
            }
        }
    }

    private RunStatus ended(RunResultStreaming result) {
        List<StreamEvent> events = new CopyOnWriteArrayList<>();
        result.streamEvents().onItem().invoke(events::add).onFailure().recoverWithCompletion().collect().last()
                .await().atMost(LIMIT);
        return terminal(events);
    }

    /** The last event, which must be the one that tells an end. */
    private static RunStatus terminal(List<StreamEvent> events) {
        List<RunStatus> told = events.stream().filter(RunUpdatedStreamEvent.class::isInstance)
                .map(event -> ((RunUpdatedStreamEvent) event).status()).toList();
        assertThat(told).hasSize(2).startsWith(RunStatus.STARTED);
        assertThat(events.get(events.size() - 1)).isInstanceOf(RunUpdatedStreamEvent.class);
        return told.get(1);
    }

    private RunResultStreaming run(String place, RunOptionsBuilder options) {
        broken = place;
        options.hooks(hooks(RunHooks.class, "run")).session(new Asked())
                .sessionInputCallback((history, input) -> at("session callback", input))
                .callModelInputFilter((data, agent, run) -> at("filter of the model's input", data))
                .outputGuardrails((run, agent, output) -> at("output guardrail", GuardrailFunctionOutput.pass()))
                .toolNotFoundBehavior(ToolNotFoundBehavior.RETURN_ERROR_TO_MODEL)
                .toolErrorFormatter(error -> at("words for an unknown tool", Optional.<String> empty()))
                .onMaxTurns(input -> at("onMaxTurns", Optional.<RunErrorHandlerResult> empty()))
                .onModelRefusal(input -> at("onModelRefusal", Optional.<RunErrorHandlerResult> empty()))
                .onInvalidFinalOutput(input -> at("onInvalidFinalOutput", Optional.<RunErrorHandlerResult> empty()));
        switch (place) {
            case "onMaxTurns" -> options.maxTurns(1);
            case "onModelRefusal" -> model.answer(refusal("no"));
            case "onInvalidFinalOutput" -> {
                model.answer(message("done"));
                return runner.runStreamed(first().outputType(new Nothing()).build(), "hi", options.build());
            }
            default -> { }
        }
        model.answer(functionCall("c1", "guarded", "{}"), functionCall("c2", "broken", "{}"),
                functionCall("c3", "slow", "{}"), functionCall("c4", "unknown", "{}"),
                functionCall("c5", "inner", "{\"input\":\"x\"}"), mcpApprovalRequest("r1", "docs", "read", "{}"))
                .answer(functionCall("c6", "transfer_to_b", "{}")).answer(message("done"));
        return runner.runStreamed(first().build(), "hi", options.build());
    }

    private Agent.Builder first() {
        Agent second = Agent.named("B").hooks(hooks(AgentHooks.class, "agent")).build();
        Handoff handoff = Handoff.to(second).withEnabled((run, agent) -> at("handoff, enabled", true))
                .withOnHandoff(run -> at("onHandoff", null))
                .withInputFilter(data -> at("handoff filter", data));
        return Agent.named("A").instructions((run, agent) -> at("instructions", "You are A."))
                .hooks(hooks(AgentHooks.class, "agent"))
                .inputGuardrails((run, agent, input) -> at("input guardrail", GuardrailFunctionOutput.pass()),
                        InputGuardrail.named("first").runInParallel(false).check(
                                (run, agent, input) -> at("blocking input guardrail", GuardrailFunctionOutput.pass())))
                .tools(guarded(), failing(), slow()).tools(inner()).tools(docs()).handoffs(handoff)
                .toolUseBehavior((run, results) -> at("use of tools", Optional.<OutputValue> empty()));
    }

    private Tool guarded() {
        return Tool.named("guarded").description("A tool.").isEnabled((run, agent) -> at("tool, enabled", true))
                .needsApproval((call, arguments) -> at("approval", false))
                .inputGuardrails(call -> at("tool input guardrail", ToolGuardrailFunctionOutput.allow()))
                .outputGuardrails((call, output) -> at("tool output guardrail", ToolGuardrailFunctionOutput.allow()))
                .handler((call, arguments) -> at("tool", OutputValue.of("ok")));
    }

    private Tool failing() {
        return Tool.named("broken").description("A tool.").failureErrorFunction(
                (call, error) -> at("words for a failure", "sorry"))
                .handler((call, arguments) -> Uni.createFrom().failure(new Broken()));
    }

    private Tool slow() {
        return Tool.named("slow").description("A tool.")
                .timeout(ToolTimeout.after(Duration.ofMillis(1)).withErrorFunction(
                        (call, error) -> at("words for a timeout", "sorry")))
                .handler((call, arguments) -> Uni.createFrom().nothing());
    }

    private HostedTool docs() {
        return HostedTool.of(JsonText.of("{\"type\":\"mcp\",\"server_label\":\"docs\"}")).withOnApprovalRequest(
                (run, agent, request) -> at("consent for an MCP server", McpToolApprovalFunctionResult.APPROVED));
    }

    private AgentTool inner() {
        return Agent.named("Inner").instructions((run, agent) -> at("inner instructions", "You are Inner."))
                .model(new ScriptedModel().answer(message("from within"))).build().asTool("inner", "An agent.")
                .withParameters(AgentTool.INPUT, (call, arguments) -> at("inner input", List.of(Message.user("x"))))
                .withCustomOutputExtractor(result -> at("inner output", result.finalOutput()));
    }

    /** All hooks of a kind. */
    private <T> T hooks(Class<T> type, String whose) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> at(whose + "." + method.getName(), null)));
    }

    private final class Asked implements Session {

        @Override
        public String sessionId() {
            return "s";
        }

        @Override
        public Uni<List<ResponseItem>> items(OptionalInt limit) {
            return at("session, reading", List.of());
        }

        @Override
        public Uni<Void> add(List<ResponseItem> items) {
            return at("session, storing", null);
        }

        @Override
        public Uni<Optional<ResponseItem>> pop() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Void> clear() {
            throw new UnsupportedOperationException();
        }
    }

    /** A form that no words have. */
    private record Nothing() implements OutputSchema {

        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public JsonText jsonSchema() {
            return Tool.NO_PARAMETERS;
        }

        @Override
        public boolean isStrict() {
            return true;
        }

        @Override
        public OutputValue read(JsonText json) {
            throw new IllegalArgumentException("it is something");
        }
    }
}
