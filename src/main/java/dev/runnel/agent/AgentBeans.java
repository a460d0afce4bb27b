package dev.runnel.agent;

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
}
