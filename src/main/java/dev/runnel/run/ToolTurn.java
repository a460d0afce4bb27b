package dev.runnel.run;

import dev.runnel.agent.ToolResult;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.ItemHelpers;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.event.ToolProgressStreamEvent;
import dev.runnel.model.FunctionCall;
import dev.runnel.tool.RunningTools;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the tool calls of one response, all at once or as many as the run may. Each output is told when its tool is done; the
 * results are handed on in the order of the calls, when the last one is, or waits for a person. Those that have an output
 * already are not made again. One that fails ends the run, once the others have let go.
 */
final class ToolTurn implements Step {

    /** How long a failure waits for tools that are interrupted and have not returned, as in the Agents SDK. */
    private static final long MILLIS_TO_LET_GO = 250;

    /**
     * What has come of the calls.
     *
     * @param results what they gave, in their order
     * @param waiting those that wait for a person, by call id
     * @param nested the states of those that are runs which wait, by call id
     */
    record Outcome(List<ToolResult> results, Map<String, ToolApprovalItem> waiting, Map<String, RunState> nested) {
    }

    private final Run run;
    private final EventOrigin origin;
    private final Toolbox toolbox;
    private final ToolSteps steps;
    private final List<Call> calls;
    private final int most;
    private final Consumer<Outcome> done;
    private final Map<String, ToolApprovalItem> waiting = new LinkedHashMap<>();
    private final Map<String, RunState> nested = new LinkedHashMap<>();
    private int next;
    private int running;
    private int open;
    private boolean starting;
    private boolean failing;
    private boolean cancelled;
    private Runnable forgetFailure = () -> { };

    /** One call, and what has come of it. */
    private static final class Call {

        private final CallProgress progress;
        private final ToolContext context;
        private Cancellable going = () -> { };
        private Optional<ToolResult> result = Optional.empty();
        private Optional<Throwable> failure = Optional.empty();

        Call(Run run, EventOrigin origin, FunctionCall call, Optional<ToolCallOutputItem> output) {
            result = output.map(item -> new ToolResult(call.name(), item));
            progress = new CallProgress(() -> run.mailbox().execute(run.outbox()::resume));
            context = new ToolContext(run.transcript().context(), origin.agent(), call, progress);
        }
    }

    /**
     * @param turn what is known of the calls
     * @param done what to call with what has come of them, once, unless it is cancelled or a call fails
     */
    ToolTurn(Run run, EventOrigin origin, Toolbox toolbox, Hooks hooks, List<FunctionCall> calls, OpenTurn turn,
            Consumer<Outcome> done) {
        this.run = run;
        this.origin = origin;
        this.toolbox = toolbox;
        run.nested().resume(turn.nested());
        this.steps = new ToolSteps(run, hooks, decisions(turn));
        this.calls = calls.stream().map(call -> new Call(run, origin, call,
                Optional.ofNullable(turn.outputs().get(call.callId())))).toList();
        this.open = (int) this.calls.stream().filter(call -> call.result.isEmpty()).count();
        this.most = run.options().maxFunctionToolConcurrency().orElse(Integer.MAX_VALUE);
        this.done = done;
    }

    /** What waits within a call has got past the question whether the call itself may be made. */
    private static Map<String, Decision> decisions(OpenTurn turn) {
        Map<String, Decision> decisions = new HashMap<>(turn.decisions());
        turn.nested().keySet().forEach(callId -> decisions.put(callId, Decision.APPROVED));
        return decisions;
    }

    void start() {
        if (open == 0) {
            end();
        } else {
            startMore();
        }
    }

    private void startMore() {
        starting = true;
        while (next < calls.size() && running < most && !isStopped()) {
            Call call = calls.get(next);
            next++;
            if (call.result.isEmpty()) {
                running++;
                run.scope().aside(() -> start(call));
            }
        }
        starting = false;
    }

    private void start(Call call) {
        call.going = step(call).answer(call.context).subscribe().with(
                output -> run.mailbox().execute(() -> finished(call, output)),
                failure -> run.mailbox().execute(() -> failed(call, failure)));
        if (isStopped()) {
            call.going.cancel(); // by the tool itself
        }
    }

    private ToolStep step(Call call) {
        return toolbox.tool(call.context.call().name()).map(steps::of)
                .orElseGet(() -> new UnknownTool(run.options().toolErrorFormatter()));
    }

    /** Progress and runs within this one wait for demand; outputs do not, they are bounded by the calls. */
    @Override
    public void pull() {
        for (Call call : calls) {
            Optional<OutputValue> report = Optional.empty();
            do {
                report.ifPresent(data -> tell(call, data));
                report = run.outbox().demand() > 0 ? call.progress.poll() : Optional.empty();
            } while (report.isPresent());
        }
        run.nested().pull();
    }

    @Override
    public void cancel() {
        cancelled = true;
        forgetFailure.run();
        letGo();
        calls.forEach(call -> call.progress.close());
    }

    private void finished(Call call, OutputValue output) {
        if (isStopped()) {
            return;
        }
        tellRest(call);
        FunctionCall asked = call.context.call();
        ToolCallOutputItem item = new ToolCallOutputItem(origin.agent(),
                ItemHelpers.toolCallOutputItem(asked, output), output);
        call.result = Optional.of(new ToolResult(asked.name(), item));
        run.outbox().emit(number -> new RunItemStreamEvent(origin, number, RunItemEventName.TOOL_OUTPUT, item));
        settled();
    }

    private void settled() {
        running--;
        open--;
        if (isStopped()) {
            return; // by the reader of the last event
        }
        if (open == 0) {
            end();
        } else if (!starting) {
            startMore();
        }
    }

    private void end() {
        done.accept(new Outcome(calls.stream().flatMap(call -> call.result.stream()).toList(), waiting, nested));
    }

    private void waits(Call call, Interruption interruption) {
        tellRest(call);
        interruption.nested().ifPresentOrElse(state -> nested.put(call.context.callId(), state),
                () -> waiting.put(call.context.callId(), interruption.waiting().get(0)));
        interruption.waiting().forEach(item -> run.outbox().emit(
                number -> new RunItemStreamEvent(origin, number, RunItemEventName.TOOL_APPROVAL_REQUESTED, item)));
        settled();
    }

    private void failed(Call call, Throwable failure) {
        if (cancelled || failing && failure instanceof Interruption) {
            return;
        }
        if (failure instanceof Interruption interruption) {
            waits(call, interruption);
            return;
        }
        call.failure = Optional.of(failure);
        if (failing) {
            return;
        }
        failing = true;
        calls.forEach(this::tellRest);
        run.mailbox().later(this::waitForTheOthers); // which may have failed at the same time
    }

    private void waitForTheOthers() {
        if (cancelled) {
            return;
        }
        letGo();
        forgetFailure = run.mailbox().after(MILLIS_TO_LET_GO, this::fail);
        RunningTools.whenEnded(calls.stream().map(call -> call.context).toList(), () -> run.mailbox().execute(this::fail));
    }

    /** With the worst that has happened until now: an error before an exception, then by the order of the calls. */
    private void fail() {
        if (cancelled) {
            return;
        }
        List<Throwable> failures = calls.stream().flatMap(call -> call.failure.stream()).toList();
        run.end(failures.stream().filter(failure -> failure.getCause() instanceof Error).findFirst()
                .orElse(failures.get(0)));
    }

    private void letGo() {
        calls.forEach(call -> run.release(call.going::cancel));
    }

    private void tellRest(Call call) {
        call.progress.close().forEach(data -> tell(call, data));
    }

    private void tell(Call call, OutputValue data) {
        run.outbox().emit(number -> new ToolProgressStreamEvent(origin, number, call.context.callId(), data));
    }

    private boolean isStopped() {
        return cancelled || failing;
    }
}
