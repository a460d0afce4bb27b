package dev.runnel.http;

import java.util.Objects;
import java.util.Optional;

/**
 * Whose run a state is of: it cannot be resumed with another agent, by another caller, or into another session.
 *
 * @param agent the name of the agent that the first run began with
 * @param caller who sent the request; empty where nobody was authenticated
 * @param sessionId the session that the run belongs to
 */
record StateOwner(String agent, Optional<String> caller, Optional<String> sessionId) {

    StateOwner {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(caller, "caller");
        Objects.requireNonNull(sessionId, "sessionId");
    }
}
