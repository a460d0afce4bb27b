package dev.runnel.run;

import dev.runnel.model.McpApprovalRequest;
import dev.runnel.model.ToolInvocation;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What somebody has decided of a tool call that waited.
 *
 * @param approved whether it may run
 * @param message what the model is told in the place of an output; where it was rejected with words
 */
record Decision(boolean approved, Optional<String> message) {

    /** The Agents SDK's words. */
    static final String NOT_APPROVED = "Tool execution was not approved.";

    static final Decision APPROVED = new Decision(true, Optional.empty());
    static final Decision REJECTED = new Decision(false, Optional.empty());

    Decision {
        Objects.requireNonNull(message, "message");
        if (approved && message.isPresent()) {
            throw new IllegalArgumentException("A call that is approved has an output, and no message in its place");
        }
    }

    /** What a decision for all later calls is for: a function, or a tool of an MCP server. */
    static String scope(ToolInvocation call) {
        return call instanceof McpApprovalRequest request ? request.serverLabel() + "/" + request.name() : call.name();
    }

    /**
     * What was decided of a call.
     *
     * @param ofCalls by the call's id
     * @param ofTools by {@link #scope}, of all calls
     */
    static Optional<Decision> of(ToolInvocation call, Map<String, Decision> ofCalls, Map<String, Decision> ofTools) {
        return Optional.ofNullable(ofCalls.get(call.callId())).or(() -> Optional.ofNullable(ofTools.get(scope(call))));
    }

    static Decision rejected(String message) {
        return new Decision(false, Optional.of(message));
    }
}
