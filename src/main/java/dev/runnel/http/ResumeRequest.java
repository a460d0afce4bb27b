package dev.runnel.http;

import java.util.List;
import java.util.Objects;

/**
 * The part of a request that resumes a run.
 *
 * @param state the state as it was given away
 * @param approvals what was decided of its calls, at least one
 */
record ResumeRequest(String state, List<Approval> approvals) {

    ResumeRequest {
        Objects.requireNonNull(state, "state");
        approvals = List.copyOf(approvals);
    }
}
