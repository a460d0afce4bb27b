package dev.runnel.event;

import dev.runnel.model.FunctionCallOutput;
import java.util.Objects;

/**
 * A handoff has happened. Type {@value #TYPE}.
 *
 * @param agent the agent that handed off
 * @param rawItem the output of the handoff call as the model reads it
 * @param sourceAgent the agent that handed off
 * @param targetAgent the agent that took over
 */
public record HandoffOutputItem(AgentRef agent, FunctionCallOutput rawItem, AgentRef sourceAgent,
        AgentRef targetAgent) implements RunItem {

    static final String TYPE = "handoff_output_item";

    public HandoffOutputItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
        Objects.requireNonNull(sourceAgent, "sourceAgent");
        Objects.requireNonNull(targetAgent, "targetAgent");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
