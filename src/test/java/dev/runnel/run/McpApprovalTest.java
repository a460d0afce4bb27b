package dev.runnel.run;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.mcpApprovalRequest;
import static dev.runnel.model.scripted.ScriptedItems.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.runnel.agent.Agent;
import dev.runnel.agent.UserException;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.JsonText;
import dev.runnel.model.McpApprovalResponse;
import dev.runnel.model.ModelRequest;
import dev.runnel.model.ResponseItem;
import dev.runnel.session.InMemorySessionStore;
import dev.runnel.session.Session;
import dev.runnel.session.SessionBounds;
import dev.runnel.session.SessionKey;
import dev.runnel.tool.HostedTool;
import dev.runnel.tool.McpToolApprovalFunction;
import dev.runnel.tool.McpToolApprovalFunctionResult;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the provider wants consent for before it calls tools of MCP servers. */
class McpApprovalTest extends RunnerFixture {

    private static final HostedTool DOCS = server("docs");
    private static final String REQUEST = """
            RAW response.created #0
            RAW response.in_progress #1
            RAW response.output_item.added #2
            RAW response.output_item.done #3
            ITEM mcp_approval_requested [mcp_approval_request_item] agent=A
            RAW response.completed #4
            """;
    private static final String ANSWER = Trace.MESSAGE + """
            ITEM message_output_created [message_output_item] agent=A
            RAW response.completed #8
            RUN completed 'done'
            """;

    private final List<String> made = new ArrayList<>();
    private final Agent agent = a().tools(DOCS).build();

    private static HostedTool server(String label) {
        return HostedTool.of(JsonText.of("{\"type\":\"mcp\",\"server_label\":\"" + label + "\"}"));
    }

    private static HostedTool decided(McpToolApprovalFunctionResult result) {
        return DOCS.withOnApprovalRequest((run, agent, request) -> Uni.createFrom().item(result));
    }

    private static ResponseItem read(String id) {
        return mcpApprovalRequest(id, "docs", "read", "{\"page\":1}");
    }

    private RunState interrupted(Agent of, ResponseItem... items) {
        model.answer(items);
        return runner.run(of, "hi").await().atMost(LIMIT).toState();
    }

    private OutputValue made(String call) {
        made.add(call);
        return OutputValue.of(call);
    }

    private List<McpApprovalResponse> answersInTheLastRequest() {
        List<ModelRequest> requests = model.requests();
        return requests.get(requests.size() - 1).input().stream().filter(McpApprovalResponse.class::isInstance)
                .map(McpApprovalResponse.class::cast).toList();
    }

    @Test
    void whereNoFunctionDecidesAPersonIsAsked() {
        BothForms forms = both(agent, RunOptions.DEFAULT, script -> script.answer(read("r1")));

        assertThat(forms.trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + REQUEST + """
                ITEM tool_approval_requested [tool_approval_item] agent=A call_id=r1
                RUN interrupted
                """);
        RunResult result = forms.result().toResult();
        assertThat(result.interruptions()).singleElement().satisfies(waiting -> {
            assertThat(waiting.callId()).isEqualTo("r1");
            assertThat(waiting.toolName()).isEqualTo("read");
            assertThat(waiting.arguments()).isEqualTo("{\"page\":1}");
        });
        assertThat(result.newItems()).extracting(RunItem::type).containsExactly("mcp_approval_request_item",
                "tool_approval_item");
    }

    @Test
    void whatIsApprovedIsToldToTheProviderAndTheRunGoesOn() {
        RunState state = interrupted(agent, read("r1"));
        state.approve(state.interruptions().get(0));
        model.answer(message("done"));
        RunResultStreaming result = runner.runStreamed(agent, RunState.fromJson(state.toJson()));
        List<StreamEvent> events = completed(result);

        assertThat(Trace.of(events)).isEqualTo("""
                RUN started
                AGENT A
                ITEM mcp_approval_response [mcp_approval_response_item] agent=A
                """ + ANSWER);
        assertThat(answersInTheLastRequest()).singleElement().extracting(McpApprovalResponse::json)
                .hasToString("{\"type\":\"mcp_approval_response\",\"approval_request_id\":\"r1\",\"approve\":true}");
        assertThat(result.toResult().newItems()).extracting(RunItem::type).containsExactly("mcp_approval_request_item",
                "mcp_approval_response_item", "message_output_item");
    }

    @Test
    void whatIsRejectedIsToldToTheProviderWithTheReason() {
        RunState state = interrupted(agent, read("r1"), read("r2"));
        state.reject(state.interruptions().get(0), "secret");
        state.reject(state.interruptions().get(1));
        model.answer(message("done"));
        runner.run(agent, state).await().atMost(LIMIT);

        assertThat(answersInTheLastRequest()).extracting(item -> item.json().toString()).containsExactly(
                "{\"type\":\"mcp_approval_response\",\"approval_request_id\":\"r1\",\"approve\":false,\"reason\":\"secret\"}",
                "{\"type\":\"mcp_approval_response\",\"approval_request_id\":\"r2\",\"approve\":false}");
    }

    @Test
    void whatIsNotDecidedInterruptsAgainAndWhatIsStays() {
        RunState state = interrupted(agent, read("r1"), read("r2"));
        state.approve(state.interruptions().get(1));
        RunState half = runner.run(agent, state).await().atMost(LIMIT).toState();
        assertThat(half.interruptions()).extracting(ToolApprovalItem::callId).containsExactly("r1");
        assertThat(model.requests()).hasSize(1);

        RunState read = RunState.fromJson(half.toJson());
        read.reject(read.interruptions().get(0));
        model.answer(message("done"));
        assertThat(runner.run(agent, read).await().atMost(LIMIT).finalOutput()).contains("done");
        assertThat(answersInTheLastRequest()).extracting(McpApprovalResponse::approvalRequestId, McpApprovalResponse::isApproved)
                .containsExactly(tuple("r1", false), tuple("r2", true));
    }

    @Test
    void alwaysHoldsForTheToolOfThatServer() {
        RunState state = interrupted(agent, read("r1"));
        state.approveAlways(state.interruptions().get(0));
        model.answer(read("r2"), mcpApprovalRequest("r3", "docs", "write", "{}"),
                mcpApprovalRequest("r4", "mail", "read", "{}"));
        RunState next = runner.run(agent, RunState.fromJson(state.toJson())).await().atMost(LIMIT).toState();

        assertThat(next.interruptions()).extracting(ToolApprovalItem::callId).containsExactly("r3", "r4");
    }

    @Test
    void aDecisionOfAFunctionOfTheSameNameDoesNotCount() {
        Agent both = a().tools(DOCS).tools(Tool.named("read").needsApproval(true).handler(
                (call, arguments) -> Uni.createFrom().item(OutputValue.of("read")))).build();
        RunState state = interrupted(both, functionCall("c1", "read", "{}"));
        state.approveAlways(state.interruptions().get(0));
        model.answer(read("r1"));

        assertThat(runner.run(both, state).await().atMost(LIMIT).interruptions()).extracting(ToolApprovalItem::callId)
                .containsExactly("r1");
    }

    @Test
    void callsAndRequestsWaitTogetherAndNoCallIsMadeTwice() {
        Agent both = a().tools(decided(McpToolApprovalFunctionResult.APPROVED), server("mail")).tools(
                tool("free", () -> Uni.createFrom().item(made("free")))).tools(
                Tool.named("danger").needsApproval(true).handler((call, arguments) -> Uni.createFrom().item(made("danger")))).build();
        RunState state = interrupted(both, read("r1"), functionCall("c1", "danger", "{}"),
                mcpApprovalRequest("r2", "mail", "send", "{}"), functionCall("c2", "free", "{}"));
        assertThat(state.interruptions()).extracting(ToolApprovalItem::callId).containsExactly("c1", "r2");

        RunState read = RunState.fromJson(state.toJson());
        read.interruptions().forEach(read::approve);
        model.answer(message("done"));
        RunResult result = runner.run(both, read).await().atMost(LIMIT);

        assertThat(made).containsExactly("free", "danger");
        assertThat(result.newItems()).extracting(RunItem::type).containsExactly("mcp_approval_request_item",
                "tool_call_item", "mcp_approval_request_item", "tool_call_item", "mcp_approval_response_item",
                "tool_call_output_item", "mcp_approval_response_item", "tool_call_output_item", "message_output_item");
    }

    @Test
    void aFunctionDecidesInThePlaceOfAPerson() {
        Agent deciding = a().tools(DOCS.withOnApprovalRequest((run, by, request) -> Uni.createFrom().item(
                McpToolApprovalFunctionResult.rejected(by + " may not " + request.name() + " " + request.serverLabel()))))
                .build();
        BothForms forms = both(deciding, RunOptions.DEFAULT, script -> script.answer(read("r1")).answer(message("done")));

        assertThat(forms.trace()).isEqualTo("""
                RUN started
                AGENT A
                """ + REQUEST + """
                ITEM mcp_approval_response [mcp_approval_response_item] agent=A
                """ + ANSWER);
        assertThat(answersInTheLastRequest()).singleElement().extracting(McpApprovalResponse::reason)
                .hasToString("Optional[A may not read docs]");
    }

    @Test
    void aFunctionMayBlock() {
        CompletableFuture<McpToolApprovalFunctionResult> answer = new CompletableFuture<>();
        Agent deciding = a().tools(DOCS.withOnApprovalRequest(McpToolApprovalFunction.blocking((run, by, request) -> {
            vertx.getOrCreateContext().runOnContext(there -> answer.complete(McpToolApprovalFunctionResult.APPROVED));
            return answer.get();
        }))).build();
        model.answer(read("r1")).answer(message("done"));

        assertThat(runner.run(deciding, "hi").await().atMost(LIMIT).finalOutput()).contains("done");
    }

    @Test
    void whatAFunctionFailsWithIsWhatTheRunFailsWith() {
        Agent failing = a().tools(DOCS.withOnApprovalRequest((run, by, request) -> {
            throw new IllegalStateException("no idea");
        })).build();
        assertThat(both(failing, RunOptions.DEFAULT, script -> script.answer(read("r1"))).failure(IllegalStateException.class))
                .hasMessage("no idea");
        Agent silent = a().tools(DOCS.withOnApprovalRequest((run, by, request) -> Uni.createFrom().nullItem())).build();
        assertThat(both(silent, RunOptions.DEFAULT, script -> script.answer(read("r1"))).failure(UserException.class))
                .hasMessage("The function that decides of the requests of the MCP server 'docs' gave null");
    }

    @Test
    void anAnswerWithARequestIsNotTheFinalOne() {
        model.answer(message("I will look"), read("r1")).answer(message("done"));

        assertThat(runner.run(a().tools(decided(McpToolApprovalFunctionResult.APPROVED)).build(), "hi").await().atMost(LIMIT)
                .finalOutput()).contains("done");
    }

    @Test
    void onAConversationThatTheProviderKeepsOnlyTheAnswerIsSent() {
        RunOptions chained = RunOptions.builder().autoPreviousResponseId(true).build();
        model.answer(read("r1"));
        RunState state = runner.run(agent, "hi", chained).await().atMost(LIMIT).toState();
        state.approve(state.interruptions().get(0));
        model.answer(message("done"));
        runner.run(agent, RunState.fromJson(state.toJson())).await().atMost(LIMIT);

        assertThat(model.requests().get(1).input()).extracting(ResponseItem::type).containsExactly("mcp_approval_response");
    }

    @Test
    void aSessionGetsTheRequestWithItsAnswer() {
        Session session = new InMemorySessionStore(SessionBounds.DEFAULT).session(SessionKey.of("s"));
        RunOptions kept = RunOptions.builder().session(session).build();
        model.answer(read("r1"));
        RunState state = runner.run(agent, "hi", kept).await().atMost(LIMIT).toState();
        assertThat(session.items().await().atMost(LIMIT)).as("before the decision").extracting(ResponseItem::type)
                .containsExactly("message");
        state.approve(state.interruptions().get(0));
        model.answer(message("done"));
        runner.run(agent, state, kept).await().atMost(LIMIT);

        assertThat(session.items().await().atMost(LIMIT)).extracting(ResponseItem::type)
                .containsExactly("message", "mcp_approval_request", "mcp_approval_response", "message");
    }

    @Test
    void aRequestThatWasChangedInTheStateIsRefused() {
        String state = interrupted(agent, read("r1")).toJson().toString();

        assertThatThrownBy(() -> RunState.fromJson(JsonText.of(state.replace("{\\\"page\\\":1}", "{\\\"page\\\":2}"))))
                .isInstanceOf(UserException.class).hasMessageContaining("r1", "its fingerprint is another");
    }

    @Test
    void theModelIsToldOfTheProvidersTools() {
        Agent searching = a().tools(HostedTool.of(JsonText.of("{\"type\":\"web_search\"}")), DOCS).tools(foo()).build();
        model.answer(message("done"));
        runner.run(searching, "hi").await().atMost(LIMIT);

        assertThat(model.requests().get(0).hostedTools()).extracting(JsonText::toString).containsExactly(
                "{\"type\":\"web_search\"}", "{\"type\":\"mcp\",\"server_label\":\"docs\"}");
        assertThat(model.requests().get(0).tools()).hasSize(1);
    }

    @Test
    void twoServersOfOneLabelAreAnErrorUnlessTheLastOneCounts() {
        Agent twice = a().tools(DOCS, decided(McpToolApprovalFunctionResult.APPROVED)).build();
        assertThat(both(twice, RunOptions.DEFAULT, script -> { }).failure(UserException.class))
                .hasMessage("Agent 'A' has two MCP servers with the label 'docs'");

        model.answer(read("r1")).answer(message("done"));
        assertThat(runner.run(twice, "hi", RunOptions.builder().toolNameCollisionPolicy(ToolNameCollisionPolicy.WARN).build())
                .await().atMost(LIMIT).finalOutput()).contains("done");
    }
}
