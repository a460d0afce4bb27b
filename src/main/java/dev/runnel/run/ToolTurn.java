package dev.runnel.run;

import dev.runnel.agent.ToolResult;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Runs the tool calls of one response, all at once, but for those that have an output already. Each output is told when its
 * tool is done; the results are handed on in the order of the calls, when the last one is, or waits for a person.
 */
final class ToolTurn implements Step {

    /**
     * What has come of the calls.
     *
     * @param results what they gave, in their order
     * @param waiting those that wait for a person, by call id
     * @param nested the states of those that are runs which wait, by call id
     */
    record Outcome(List<ToolResult> results, Map<String, ToolApprovalItem> waiting, Map<String, RunState> nested) {

        /** Whether all calls have an output. */
        boolean isComplete() {
            return waiting.isEmpty() && nested.isEmpty();
        }
    }

    private final Run run;
    private final EventOrigin origin;
    private final Toolbox toolbox;
    private final Hooks hooks;
    private final List<FunctionCall> calls;
    private final ApprovalStep approvals;
    private final Consumer<Outcome> done;
    private final ToolResult[] results;
    private final List<Cancellable> running = new ArrayList<>();
    private final Map<String, ToolApprovalItem> waiting = new LinkedHashMap<>();
    private final Map<String, RunState> nested = new LinkedHashMap<>();
    private int open;
    private boolean cancelled;

    /**
     * @param turn what is known of the calls
     * @param done what to call with what has come of them, once, unless it is cancelled
     */
    ToolTurn(Run run, EventOrigin origin, Toolbox toolbox, Hooks hooks, List<FunctionCall> calls, OpenTurn turn,
            Consumer<Outcome> done) {
        this.run = run;
        this.origin = origin;
        this.toolbox = toolbox;
        this.hooks = hooks;
        this.calls = calls;
        this.approvals = new ApprovalStep(turn.decisions(), run.transcript().toolDecisions());
        this.done = done;
        this.results = new ToolResult[calls.size()];
        for (int i = 0; i < results.length; i++) {
            ToolCallOutputItem output = turn.outputs().get(calls.get(i).callId());
            results[i] = output == null ? null : new ToolResult(calls.get(i).name(), output);
        }
        this.open = (int) Arrays.stream(results).filter(Objects::isNull).count();
    }

    void start() {
        if (open == 0) {
            end();
            return;
        }
        for (int i = 0; i < calls.size() && !cancelled; i++) {
            int place = i;
            if (results[place] == null) {
                run.scope().aside(() -> start(place));
            }
        }
    }

    private void start(int place) {
        Cancellable call = output(calls.get(place)).subscribe().with(
                output -> run.mailbox().execute(() -> finished(place, output)),
                failure -> run.mailbox().execute(() -> failed(place, failure)));
        running.add(call);
        if (cancelled) {
            call.cancel(); // by the tool itself
        }
    }

    @Override
    public void pull() {
        // tools do not wait for demand: what they give is bounded by the calls
    }

    @Override
    public void cancel() {
        cancelled = true;
        running.forEach(Cancellable::cancel);
    }

    private Uni<OutputValue> output(FunctionCall call) {
        return toolbox.tool(call.name())
                .map(tool -> output(tool, new ToolContext(run.transcript().context(), origin.agent(), call)))
                .orElseGet(() -> Uni.createFrom().item(OutputValue.of("Tool '" + call.name() + "' not found.")));
    }

    private Uni<OutputValue> output(Tool tool, ToolContext call) {
        return approvals.of(tool, call, () -> hooks.toolStart(call, tool)
                .chain(told -> ToolCalls.call(tool, call))
                .call(output -> hooks.toolEnd(call, tool, output)));
    }

    private void finished(int place, OutputValue output) {
        if (cancelled) {
            return;
        }
        FunctionCall call = calls.get(place);
        ToolCallOutputItem item = new ToolCallOutputItem(origin.agent(), FunctionCallOutput.of(call.callId(), output.text()),
                output);
        results[place] = new ToolResult(call.name(), item);
        run.outbox().emit(number -> new RunItemStreamEvent(origin, number, RunItemEventName.TOOL_OUTPUT, item));
        settled();
    }

    private void failed(int place, Throwable failure) {
        if (cancelled) {
            return;
        }
        if (!(failure instanceof Interruption interruption)) {
            run.end(failure);
            return;
        }
        String callId = calls.get(place).callId();
        interruption.nested().ifPresentOrElse(state -> nested.put(callId, state),
                () -> waiting.put(callId, interruption.waiting().get(0)));
        interruption.waiting().forEach(item -> run.outbox().emit(
                number -> new RunItemStreamEvent(origin, number, RunItemEventName.TOOL_APPROVAL_REQUESTED, item)));
        settled();
    }

    private void settled() {
        open--;
        if (open == 0 && !cancelled) {
            end();
        }
    }

    private void end() {
        done.accept(new Outcome(Arrays.stream(results).filter(Objects::nonNull).toList(), waiting, nested));
    }
}
