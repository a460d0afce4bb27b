package dev.runnel.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Which of the {@link Endpoint}s are served; the others' paths are the application's. */
@Singleton
final class ServedEndpoints {

    private final boolean own;
    private final boolean agentCore;

    @Inject
    ServedEndpoints(HttpConfig http, AgentCoreConfig agentCore) {
        this.own = http.enabled();
        this.agentCore = agentCore.enabled();
    }

    /** The endpoint at a path below the application's root. */
    Optional<Endpoint> at(String path) {
        return Endpoint.at(path).filter(endpoint -> endpoint.isOfAgentCore() ? agentCore : own);
    }

    /** Whether there is any. */
    boolean any() {
        return own || agentCore;
    }
}
