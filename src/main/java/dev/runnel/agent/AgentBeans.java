package dev.runnel.agent;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the registry of all agents that are beans. */
@Singleton
class AgentBeans {

    @Produces
    @Singleton
    AgentRegistry registry(@Any Instance<Agent> agents) {
        return new AgentRegistry(agents.stream().toList());
    }

    /** Mistakes among the agents show when the application starts, not in the first run. */
    void check(@Observes StartupEvent start, AgentRegistry registry) {
        registry.agents();
    }
}
