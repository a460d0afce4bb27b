package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import dev.runnel.event.RunItem;
import dev.runnel.model.Usage;
import dev.runnel.tool.ToolContext;
import java.util.List;
import java.util.Objects;

/**
 * What the run of an agent gave that was called as a tool.
 *
 * @param call the call that it answers
 * @param finalOutput what the run gave
 * @param newItems what it has made, oldest first
 * @param lastAgent the agent that was in control at the end
 * @param usage what its model calls have cost; the outer run's usage contains it
 */
public record AgentToolResult(ToolContext call, OutputValue finalOutput, List<RunItem> newItems, Agent lastAgent,
        Usage usage) {

    public AgentToolResult {
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(finalOutput, "finalOutput");
        newItems = List.copyOf(newItems);
        Objects.requireNonNull(lastAgent, "lastAgent");
        Objects.requireNonNull(usage, "usage");
    }
}
