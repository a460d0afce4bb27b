package dev.runnel.event;

import dev.runnel.model.Reasoning;
import java.util.Objects;

/**
 * What the model thought. Type {@value #TYPE}.
 *
 * @param agent the agent in control when it came
 * @param rawItem the item of the Responses format
 */
public record ReasoningItem(AgentRef agent, Reasoning rawItem) implements RunItem {

    static final String TYPE = "reasoning_item";

    public ReasoningItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
