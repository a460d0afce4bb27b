package dev.runnel.agent;

import dev.runnel.model.ResponseItem;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Runs an agent within another one's run. Agents do not know how that is done; the runner implements it. */
@FunctionalInterface
public interface AgentRunner {

    /**
     * Runs the agent of a tool. Each subscription is a run; cancelling it cancels the run.
     *
     * @param tool the agent and how it shall be run
     * @param input what it begins with
     * @param call the call that it answers
     * @return what it gave; fails with what made it fail
     */
    Uni<AgentToolResult> run(AgentTool tool, List<ResponseItem> input, ToolContext call);
}
