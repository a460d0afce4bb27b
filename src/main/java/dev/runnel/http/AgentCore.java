package dev.runnel.http;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** What AgentCore Runtime's calls are answered with. Its settings are looked at when the application starts. */
@Singleton
final class AgentCore {

    private final AgentCoreConfig config;
    private final List<String> agents;
    private final boolean included;

    @Inject
    AgentCore(AgentCoreConfig config, AgentRegistry agents, Instance<InvocationResource> resource) {
        this.config = config;
        this.agents = agents.agents().stream().map(Agent::name).toList();
        this.included = resource.isResolvable();
    }

    /** @throws ConfigurationException for a setting that cannot be followed */
    void onStart(@Observes StartupEvent start) {
        if (config.enabled() && !included) {
            throw new ConfigurationException("runnel.agentcore.enabled is true, but the application was built without "
                    + "runnel.agentcore.included=true, which it needs");
        }
        config.agent().filter(name -> config.enabled() && !agents.contains(name)).ifPresent(name -> {
            throw new ConfigurationException("runnel.agentcore.agent is " + name + ", it must be one of " + agents);
        });
    }

    /** The agent of a request that names none; empty where each must. */
    Optional<String> agent() {
        return config.agent().or(() -> agents.size() == 1 ? Optional.of(agents.get(0)) : Optional.empty());
    }
}
