package dev.runnel.event;

import java.util.Objects;

/**
 * An agent as events and items know it, so that they can be written and read back.
 *
 * @param name the agent's name, its key everywhere
 */
public record AgentRef(String name) {

    public AgentRef {
        Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return name;
    }
}
