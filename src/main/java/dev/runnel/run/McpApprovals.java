package dev.runnel.run;

import dev.runnel.agent.UserException;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.McpApprovalResponseItem;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.McpApprovalResponse;
import dev.runnel.tool.HostedTool;
import dev.runnel.tool.McpToolApprovalFunction;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers what the provider wants consent for, before it calls tools of MCP servers: with what people have decided, with
 * what the server's own function decides, or not yet. Those that have an answer already are not asked again. Used on the
 * run's context only.
 */
final class McpApprovals {

    /**
     * What has come of the requests.
     *
     * @param responses the answers, by the request's id
     * @param waiting those that wait for a person, by the request's id
     */
    record Outcome(Map<String, McpApprovalResponseItem> responses, Map<String, ToolApprovalItem> waiting) {
    }

    private final Run run;
    private final EventOrigin origin;
    private final Toolbox toolbox;
    private final OpenTurn turn;

    McpApprovals(Run run, EventOrigin origin, Toolbox toolbox, OpenTurn turn) {
        this.run = run;
        this.origin = origin;
        this.toolbox = toolbox;
        this.turn = turn;
    }

    /** Goes on with what has come of the requests, unless a function fails: that ends the run. */
    void answer(List<McpApprovalRequest> requests, Consumer<Outcome> then) {
        List<McpApprovalRequest> open = requests.stream().filter(request -> !turn.consents().containsKey(request.callId()))
                .toList();
        if (open.isEmpty()) {
            then.accept(new Outcome(turn.consents(), Map.of()));
            return;
        }
        run.await(Uni.join().all(open.stream().map(this::response).toList()).andFailFast(), responses -> {
            Outcome outcome = outcome(open, responses);
            if (!run.isOver()) { // the subscriber has cancelled the run at one of the events
                then.accept(outcome);
            }
        });
    }

    private Uni<Optional<McpApprovalResponse>> response(McpApprovalRequest request) {
        Optional<McpApprovalResponse> decided = Decision.of(request, turn.decisions(), run.transcript().toolDecisions())
                .map(decision -> McpApprovalResponse.of(request, decision.approved(), decision.message()));
        return decided.isPresent() ? Uni.createFrom().item(decided)
                : toolbox.mcpServer(request.serverLabel()).flatMap(HostedTool::onApprovalRequest)
                        .map(function -> asked(function, request))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<McpApprovalResponse>> asked(McpToolApprovalFunction function, McpApprovalRequest request) {
        return Uni.createFrom().deferred(() -> function.decide(run.transcript().context(), origin.agent(), request))
                .onItem().ifNull().failWith(() -> new UserException("The function that decides of the requests of the MCP"
                        + " server '" + request.serverLabel() + "' gave null"))
                .map(result -> Optional.of(McpApprovalResponse.of(request, result.approve(), result.reason())));
    }

    private Outcome outcome(List<McpApprovalRequest> requests, List<Optional<McpApprovalResponse>> responses) {
        Map<String, McpApprovalResponseItem> answered = new LinkedHashMap<>(turn.consents());
        Map<String, ToolApprovalItem> waiting = new LinkedHashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            McpApprovalRequest request = requests.get(i);
            responses.get(i).ifPresentOrElse(response -> {
                McpApprovalResponseItem item = new McpApprovalResponseItem(origin.agent(), response);
                answered.put(request.callId(), item);
                run.outbox().emit(number -> new RunItemStreamEvent(origin, number,
                        RunItemEventName.MCP_APPROVAL_RESPONSE, item));
            }, () -> {
                ToolApprovalItem item = new ToolApprovalItem(origin.agent(), request);
                waiting.put(request.callId(), item);
                run.outbox().emit(number -> new RunItemStreamEvent(origin, number,
                        RunItemEventName.TOOL_APPROVAL_REQUESTED, item));
            });
        }
        return new Outcome(answered, waiting);
    }
}
