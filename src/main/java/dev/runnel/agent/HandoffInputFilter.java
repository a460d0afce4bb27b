package dev.runnel.agent;

import dev.runnel.event.HandoffCallItem;
import dev.runnel.event.HandoffOutputItem;
import dev.runnel.event.McpApprovalRequestItem;
import dev.runnel.event.McpApprovalResponseItem;
import dev.runnel.event.McpListToolsItem;
import dev.runnel.event.ReasoningItem;
import dev.runnel.event.RunItem;
import dev.runnel.event.ToolCallItem;
import dev.runnel.event.ToolCallOutputItem;
import dev.runnel.event.ToolSearchCallItem;
import dev.runnel.event.ToolSearchOutputItem;
import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.McpApprovalResponse;
import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Decides what the next agent's model reads of a run, at a handoff. Events, results and sessions stay as they are. */
@FunctionalInterface
public interface HandoffInputFilter {

    /**
     * What it shall read. Called in the run's request context on its event loop, so it must not block; a failure fails the
     * run.
     *
     * @param data what it would read
     */
    Uni<HandoffInputData> filter(HandoffInputData data);

    /**
     * Leaves out everything that has to do with tools: calls and outputs, those of handoffs too, and the reasoning that led
     * to them.
     */
    static HandoffInputFilter removeAllTools() {
        return data -> Uni.createFrom().item(new HandoffInputData(
                data.inputHistory().stream().filter(HandoffInputFilter::isTalk).toList(),
                talk(data.preHandoffItems()), data.newItems(), data.run(),
                Optional.of(talk(data.inputItems().orElse(data.newItems())))));
    }

    private static List<RunItem> talk(List<RunItem> items) {
        return items.stream().filter(item -> !(item instanceof ToolCallItem || item instanceof ToolCallOutputItem
                || item instanceof HandoffCallItem || item instanceof HandoffOutputItem
                || item instanceof ToolSearchCallItem || item instanceof ToolSearchOutputItem
                || item instanceof McpListToolsItem || item instanceof McpApprovalRequestItem
                || item instanceof McpApprovalResponseItem || item instanceof ReasoningItem)).toList();
    }

    private static boolean isTalk(ResponseItem item) {
        return !(item instanceof Reasoning || item.type().endsWith("_call") || item.type().endsWith("_output")
                || item instanceof McpApprovalRequest || item instanceof McpApprovalResponse
                || item.type().equals("mcp_list_tools"));
    }
}
