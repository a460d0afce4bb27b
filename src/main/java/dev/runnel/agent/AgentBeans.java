package dev.runnel.agent;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the registry of all agents that are beans. */
@Singleton
class AgentBeans {

    /** @throws IllegalStateException if two agents have one name, naming the places of both */
    @Produces
    @Singleton
    AgentRegistry registry(@Any Instance<Agent> agents) {
        Map<String, List<Instance.Handle<Agent>>> byName = new TreeMap<>();
        for (Instance.Handle<Agent> bean : agents.handles()) {
            byName.computeIfAbsent(bean.get().name(), none -> new ArrayList<>()).add(bean);
        }
        byName.forEach((name, beans) -> {
            if (beans.size() > 1) {
                throw new IllegalStateException("There is more than one agent named '" + name + "': "
                        + BeanPlace.listed(beans) + "; names must be unique");
            }
        });
        return new AgentRegistry(byName.values().stream().map(beans -> beans.get(0).get()).toList());
    }
}
