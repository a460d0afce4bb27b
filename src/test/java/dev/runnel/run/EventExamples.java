package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.mcpApprovalRequest;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static dev.runnel.model.scripted.ScriptedItems.reasoning;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.event.AgentUpdatedStreamEvent;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RawEvents;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.StreamEventCodec;
import dev.runnel.event.ToolProgressStreamEvent;
import dev.runnel.model.JsonText;
import dev.runnel.model.ModelHttpException;
import dev.runnel.model.ResponseItem;
import dev.runnel.model.ResponseTextDeltaEvent;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.model.scripted.ScriptedTurn;
import dev.runnel.sse.ByteBuilder;
import dev.runnel.tool.HostedTool;
import dev.runnel.tool.McpToolApprovalFunctionResult;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One event of each kind, as runs with a scripted model give them, written as over HTTP; by headline, in a run's order. */
final class EventExamples {

    private static final String RUN_ID = "run_0123456789abcdef0123456789abcdef";

    /** Started, agent, and of the model: created, in_progress, output_item.added, content_part.added. */
    private static final long LAST_BEFORE_THE_TEXT = 5;

    private final Map<String, StreamEvent> byHeadline = new LinkedHashMap<>();
    private final Vertx vertx;

    private EventExamples(Vertx vertx) {
        this.vertx = vertx;
    }

    static EventExamples of(Vertx vertx) {
        EventExamples examples = new EventExamples(vertx);
        examples.jokes();
        examples.handoff();
        examples.toolsOfTheProvider();
        examples.approval();
        examples.progress();
        examples.nested();
        examples.otherEnds();
        return examples;
    }

    List<StreamEvent> events() {
        return List.copyOf(byHeadline.values());
    }

    /** The examples as the page has them. */
    String page() {
        StringBuilder page = new StringBuilder();
        byHeadline.forEach((headline, event) -> page.append("\n### ").append(headline).append("\n\n```json\n")
                .append(json(event)).append("\n```\n"));
        return page.toString();
    }

    private void jokes() {
        Tool howMany = Tool.named("how_many_jokes").description("Picks how many jokes to tell.")
                .handler((context, arguments) -> Uni.createFrom().item(new OutputValue(2, JsonText.of("2"))));
        Agent joker = Agent.named("Joker").instructions("Tell jokes.").tools(howMany).build();
        List<StreamEvent> events = run(new ScriptedModel()
                .answer(reasoning("A number first."), functionCall("call_1", "how_many_jokes", "{}"))
                .answer(message("Here are 2 jokes.")), joker);
        add("A run has started", events.get(0));
        add("An agent has taken control", first(events, AgentUpdatedStreamEvent.class));
        add("An event of the model", first(events, RawResponsesStreamEvent.class));
        add("An event of the model: a token", events.stream()
                .filter(event -> event instanceof RawResponsesStreamEvent raw && raw.data() instanceof ResponseTextDeltaEvent)
                .findFirst().orElseThrow());
        addItems(events);
        add("The run is completed", events.get(events.size() - 1));
    }

    private void handoff() {
        Agent spanish = Agent.named("Spanish agent").build();
        addItems(run(new ScriptedModel().answer(functionCall("call_2", "transfer_to_spanish_agent", "{}"))
                .answer(message("Hola")), Agent.named("Triage agent").handoffs(spanish).build()));
    }

    private void toolsOfTheProvider() {
        addItems(run(new ScriptedModel().answer(
                item("{'id':'tsc_1','type':'tool_search_call','status':'completed','arguments':{'query':'weather'}}"),
                item("{'id':'tso_1','type':'tool_search_output','status':'completed','tools':[]}"),
                item("{'id':'mcpl_1','type':'mcp_list_tools','server_label':'docs','tools':[]}"),
                mcpApprovalRequest("mcpr_1", "docs", "read", "{}")).answer(message("Done")), Agent.named("Searcher")
                        .tools(HostedTool.of(JsonText.of("{\"type\":\"mcp\",\"server_label\":\"docs\"}")).withOnApprovalRequest(
                                (run, agent, request) -> Uni.createFrom().item(McpToolApprovalFunctionResult.APPROVED)))
                        .build()));
    }

    private void approval() {
        Tool send = Tool.named("send_joke").needsApproval(true)
                .handler((context, arguments) -> Uni.createFrom().item(OutputValue.of("Sent")));
        List<StreamEvent> events = run(new ScriptedModel().answer(functionCall("call_3", "send_joke", "{}")),
                Agent.named("Joker").tools(send).build());
        addItems(events);
        add("The run waits for a person", events.get(events.size() - 1));
    }

    private void progress() {
        Tool brew = Tool.named("brew_tea").handler((call, arguments) -> {
            call.progress("The water boils");
            return Uni.createFrom().item(OutputValue.of("Tea"));
        });
        add("A tool reports how far it is", first(run(new ScriptedModel().answer(functionCall("call_3", "brew_tea", "{}"))
                .answer(message("Here it is")), Agent.named("Tea maker").tools(brew).build()),
                ToolProgressStreamEvent.class));
    }

    private void nested() {
        Agent translator = Agent.named("Translator").build();
        add("An event of a run within the run", run(new ScriptedModel()
                .answer(functionCall("call_4", "translate", "{\"input\":\"Hello\"}")).answer(message("Hola"))
                .answer(message("Hola")), Agent.named("Orchestrator").tools(translator.asTool("translate", "")).build())
                .stream().filter(event -> event.depth() > 0).findFirst().orElseThrow());
    }

    private void otherEnds() {
        Agent joker = Agent.named("Joker").build();
        RunResultStreaming cancelled = runner(new ScriptedModel().turns(ScriptedTurn.answer(message("Never said"))
                .waitingBefore(ResponseTextDeltaEvent.class::isInstance, new CompletableFuture<>())))
                .runStreamed(joker, "Hello");
        List<StreamEvent> one = cancelled.streamEvents().onItem().invoke(event -> {
            if (event.sequenceNumber() == LAST_BEFORE_THE_TEXT) {
                cancelled.cancel();
            }
        }).collect().asList().await().atMost(RunnerFixture.LIMIT);
        add("The run was cancelled", one.get(one.size() - 1));
        List<StreamEvent> failed = run(new ScriptedModel().turns(ScriptedTurn.failing(new ModelHttpException(429,
                "Rate limit reached", Optional.of("rate_limit_exceeded"), Optional.of(Duration.ofSeconds(7)),
                Optional.empty()))), joker);
        add("The run has failed", failed.get(failed.size() - 1));
    }

    private void addItems(List<StreamEvent> events) {
        for (StreamEvent event : events) {
            if (event instanceof RunItemStreamEvent item) {
                add("`" + item.name().wireName() + "`", event);
            }
        }
    }

    private void add(String headline, StreamEvent event) {
        byHeadline.putIfAbsent(headline, event);
    }

    private List<StreamEvent> run(ScriptedModel model, Agent agent) {
        return runner(model).runStreamed(agent, "Hello").streamEvents().onFailure().recoverWithCompletion().collect().asList()
                .await().atMost(RunnerFixture.LIMIT);
    }

    private Runner runner(ScriptedModel model) {
        return new Runner(vertx, AgentRegistry.empty(), ToolCatalog.empty(), Models.of(model));
    }

    private static StreamEvent first(List<StreamEvent> events, Class<? extends StreamEvent> kind) {
        return events.stream().filter(kind::isInstance).findFirst().orElseThrow();
    }

    private static ResponseItem item(String json) {
        return ResponseItem.of(JsonText.of(json.replace('\'', '"')));
    }

    private static String json(StreamEvent event) {
        ByteBuilder out = new ByteBuilder();
        StreamEventCodec.write(event, RawEvents.REDACTED, out);
        return new String(out.toByteArray(), StandardCharsets.UTF_8).replace(event.runId(), RUN_ID);
    }
}
