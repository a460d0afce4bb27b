package dev.runnel.run;

import dev.runnel.agent.AgentRunner;
import dev.runnel.agent.AgentTool;
import dev.runnel.agent.AgentToolResult;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runs of agents that a run calls as tools. Used on the run's event loop only. */
final class NestedRuns implements AgentRunner {

    private final Run outer;
    private final List<NestedRun> going = new ArrayList<>();
    private final Map<String, RunState> stopped = new HashMap<>();

    NestedRuns(Run outer) {
        this.outer = outer;
    }

    /** Where runs go on that have waited for a person, by the ids of the calls that they answer. */
    void resume(Map<String, RunState> states) {
        stopped.putAll(states);
    }

    @Override
    public Uni<AgentToolResult> run(AgentTool tool, List<ResponseItem> input, ToolContext call) {
        return Uni.createFrom().emitter(result -> {
            NestedRun nested = Optional.ofNullable(stopped.remove(call.callId()))
                    .map(state -> resumed(tool, state, call, result))
                    .orElseGet(() -> begun(tool, input, call, result));
            going.add(nested);
            result.onTermination(() -> {
                going.remove(nested);
                nested.cancel();
            });
            nested.start();
        });
    }

    /** The outer run's reader wants more, and nothing waits for it. */
    void pull() {
        List.copyOf(going).forEach(NestedRun::pull);
    }

    private NestedRun begun(AgentTool tool, List<ResponseItem> input, ToolContext call,
            UniEmitter<? super AgentToolResult> result) {
        RunOptions options = outer.options().nested(tool);
        return new NestedRun(outer, tool, new Transcript(outer.transcript().context().nested(), input, tool.agent(),
                options), options, call, result);
    }

    private NestedRun resumed(AgentTool tool, RunState state, ToolContext call,
            UniEmitter<? super AgentToolResult> result) {
        Resumption resumed = Resumption.of(tool.agent(), state, outer.options().nested(tool), outer.with().registry());
        return new NestedRun(outer, tool, new Transcript(outer.transcript().context().nested(resumed.from().usage()),
                resumed.from().withoutUsage(), resumed.agent(), resumed.options()), resumed.options(), call,
                result);
    }
}
