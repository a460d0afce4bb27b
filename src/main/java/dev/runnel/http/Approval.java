package dev.runnel.http;

import dev.runnel.event.ToolApprovalItem;
import dev.runnel.run.RunState;
import java.util.Objects;
import java.util.Optional;

/**
 * What a request decides of one call.
 *
 * @param callId the call's id
 * @param approve whether it may run
 * @param always whether that holds for all later calls of its tool in this run
 * @param message what the model is told of a call that is rejected
 */
record Approval(String callId, boolean approve, boolean always, Optional<String> message) {

    Approval {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(message, "message");
    }

    void applyTo(RunState state, ToolApprovalItem call) {
        if (approve && always) {
            state.approveAlways(call);
        } else if (approve) {
            state.approve(call);
        } else if (always) {
            message.ifPresentOrElse(words -> state.rejectAlways(call, words), () -> state.rejectAlways(call));
        } else {
            message.ifPresentOrElse(words -> state.reject(call, words), () -> state.reject(call));
        }
    }
}
