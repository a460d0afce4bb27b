package dev.runnel.run;

import dev.runnel.agent.ToolResult;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.FunctionCallOutput;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs the tool calls of one response, all at once. Each output is told when its tool is done; the results are handed on in
 * the order of the calls, when the last one is.
 */
final class ToolTurn implements Step {

    private final Run run;
    private final EventOrigin origin;
    private final Toolbox toolbox;
    private final Hooks hooks;
    private final List<FunctionCall> calls;
    private final Consumer<List<ToolResult>> done;
    private final ToolResult[] results;
    private final List<Cancellable> running = new ArrayList<>();
    private int open;
    private boolean cancelled;

    /** @param done what to call with the results, once, unless it is cancelled */
    ToolTurn(Run run, EventOrigin origin, Toolbox toolbox, Hooks hooks, List<FunctionCall> calls,
            Consumer<List<ToolResult>> done) {
        this.run = run;
        this.origin = origin;
        this.toolbox = toolbox;
        this.hooks = hooks;
        this.calls = calls;
        this.done = done;
        this.results = new ToolResult[calls.size()];
        this.open = calls.size();
    }

    void start() {
        if (calls.isEmpty()) {
            done.accept(List.of());
        }
        for (int i = 0; i < calls.size() && !cancelled; i++) {
            int place = i;
            run.scope().aside(() -> start(place));
        }
    }

    private void start(int place) {
        Cancellable call = output(calls.get(place)).subscribe().with(
                output -> run.mailbox().execute(() -> finished(place, output)),
                failure -> run.mailbox().execute(() -> failed(failure)));
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

    private Uni<OutputValue> output(Tool tool, ToolContext context) {
        return hooks.toolStart(context, tool)
                .chain(told -> ToolCalls.call(tool, context))
                .call(output -> hooks.toolEnd(context, tool, output));
    }

    /** A hook has failed: what tools do wrong is told to the model. */
    private void failed(Throwable failure) {
        if (!cancelled) {
            run.end(failure);
        }
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
        open--;
        if (open == 0 && !cancelled) {
            done.accept(Arrays.asList(results));
        }
    }
}
