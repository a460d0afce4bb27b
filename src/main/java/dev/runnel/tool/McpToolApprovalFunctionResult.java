package dev.runnel.tool;

import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link McpToolApprovalFunction} has decided.
 *
 * @param approve whether the tool may be called
 * @param reason why not, for the model
 */
public record McpToolApprovalFunctionResult(boolean approve, Optional<String> reason) {

    /** The tool may be called. */
    public static final McpToolApprovalFunctionResult APPROVED = new McpToolApprovalFunctionResult(true, Optional.empty());

    /** The tool may not be called. */
    public static final McpToolApprovalFunctionResult REJECTED = new McpToolApprovalFunctionResult(false, Optional.empty());

    /** @throws IllegalArgumentException if it approves and has a reason why not */
    public McpToolApprovalFunctionResult {
        Objects.requireNonNull(reason, "reason");
        if (approve && reason.isPresent()) {
            throw new IllegalArgumentException("A request that is approved needs no reason why not");
        }
    }

    /** The tool may not be called, and the model is told why. */
    public static McpToolApprovalFunctionResult rejected(String reason) {
        return new McpToolApprovalFunctionResult(false, Optional.of(reason));
    }
}
