package dev.runnel.http;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Which of the {@link Endpoint}s are served. The paths of those that the application was built without are its own. Those
 * that it was built with can be switched off for one start; a binary then has them nevertheless, for what Quarkus decides of
 * endpoints it decides when the binary is built.
 */
@Singleton
final class ServedEndpoints {

    private final HttpConfig http;
    private final AgentCoreConfig agentCore;
    private final boolean builtWithOwn;
    private final boolean builtWithAgentCore;

    @Inject
    ServedEndpoints(HttpConfig http, AgentCoreConfig agentCore, Instance<RunResource> runs,
            Instance<InvocationResource> invocations) {
        this.http = http;
        this.agentCore = agentCore;
        this.builtWithOwn = runs.isResolvable();
        this.builtWithAgentCore = invocations.isResolvable();
    }

    /** The endpoint at a path below the application's root, if it is served. */
    Optional<Endpoint> at(String path) {
        return Endpoint.at(path).filter(this::isServed);
    }

    /** Whether there is an endpoint at this path that is to be as if there were none. */
    boolean isOff(String path) {
        return Endpoint.at(path).filter(endpoint -> !isServed(endpoint))
                .filter(endpoint -> endpoint.isOfAgentCore() ? builtWithAgentCore : builtWithOwn).isPresent();
    }

    /** Whether any is served. */
    boolean any() {
        return http.enabled() || agentCore.enabled();
    }

    private boolean isServed(Endpoint endpoint) {
        return endpoint.isOfAgentCore() ? agentCore.enabled() : http.enabled();
    }
}
