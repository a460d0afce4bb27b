package dev.runnel.tool;

import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import dev.runnel.model.McpApprovalRequest;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

/** Decides which tools of an MCP server the provider may call, where it asks: see {@link HostedTool#onApprovalRequest()}. */
@FunctionalInterface
public interface McpToolApprovalFunction {

    /**
     * Decides of one request. Called and subscribed on the run's event loop, so it must not block. The run fails with what
     * it fails with, and with a {@link dev.runnel.agent.UserException} if it gives null.
     *
     * @param run the run
     * @param agent the agent whose model asks
     * @param request which tool, and with which arguments
     */
    Uni<McpToolApprovalFunctionResult> decide(RunContext run, AgentRef agent, McpApprovalRequest request);

    /** Decides where it may block. */
    @FunctionalInterface
    interface Blocking {

        /** @see McpToolApprovalFunction#decide */
        McpToolApprovalFunctionResult decide(RunContext run, AgentRef agent, McpApprovalRequest request) throws Exception;
    }

    /** One that decides on a virtual thread (a worker thread before Java 21). */
    static McpToolApprovalFunction blocking(Blocking function) {
        Objects.requireNonNull(function, "function");
        return (run, agent, request) -> BlockingThreads.call(() -> function.decide(run, agent, request));
    }
}
