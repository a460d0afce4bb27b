package dev.runnel.run;

import dev.runnel.agent.AgentTool;
import dev.runnel.agent.AgentToolResult;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItemEventName;
import dev.runnel.event.RunItemStreamEvent;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.Optional;
import java.util.concurrent.Flow;

/**
 * The run of an agent that another run calls as a tool: the same loop in the same request context. Its events are put among
 * those of the outer run, as that one's reader asks for them, but for its start and its end, which the call and its output
 * tell. Used on the outer run's event loop only.
 */
final class NestedRun implements MultiSubscriber<StreamEvent> {

    /** How many events of its own may wait in the outer run. */
    private static final long BATCH = 32;

    private final Run outer;
    private final AgentTool tool;
    private final ToolContext call;
    private final UniEmitter<? super AgentToolResult> result;
    private final Transcript transcript;
    private final Run run;
    private long requested;
    private boolean ended;

    NestedRun(Run outer, AgentTool tool, Transcript transcript, RunOptions options, ToolContext call,
            UniEmitter<? super AgentToolResult> result) {
        this.outer = outer;
        this.tool = tool;
        this.call = call;
        this.result = result;
        this.transcript = transcript;
        EventOrigin origin = new EventOrigin(transcript.context().runId(), 0, tool.agent().ref(),
                Optional.of(call.callId()), outer.origin().depth() + 1);
        this.run = new Run(outer.scope().nested(), transcript, options, outer.with(), this, origin);
    }

    void start() {
        run.start();
        if (!tool.streamed()) {
            run.request(Long.MAX_VALUE); // nobody reads them, so nobody asks for them
        } else {
            pull();
        }
    }

    /** The outer run's reader wants more. */
    void pull() {
        long demand = outer.outbox().demand();
        if (tool.streamed() && !ended && requested == 0 && demand > 0) {
            requested = Math.min(BATCH, demand);
            run.request(requested);
        }
    }

    void cancel() {
        if (!ended) {
            ended = true;
            run.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        // the subscription is the run, which is known already
    }

    @Override
    public void onItem(StreamEvent event) {
        if (!tool.streamed()) {
            return;
        }
        requested--;
        outer.mailbox().execute(() -> {
            if (isTold(event)) {
                outer.outbox().resume();
            } else {
                outer.outbox().emit(number -> Renumbered.of(event, number));
            }
        });
    }

    /** Its start and end are those of the call; what waits for a person is told by the outer run, which stops with it. */
    private static boolean isTold(StreamEvent event) {
        return event instanceof RunUpdatedStreamEvent
                || event instanceof RunItemStreamEvent item && item.name() == RunItemEventName.TOOL_APPROVAL_REQUESTED;
    }

    @Override
    public void onFailure(Throwable failure) {
        ended = true;
        result.fail(failure);
    }

    @Override
    public void onCompletion() {
        ended = true;
        if (!transcript.interruptions().isEmpty()) {
            result.fail(Interruption.of(new RunState(transcript.stopped().orElseThrow())));
            return;
        }
        RunResult made = transcript.result();
        result.complete(new AgentToolResult(call, transcript.finalOutput().orElse(OutputValue.of("")), made.newItems(),
                made.lastAgent(), made.usage()));
    }
}
