package dev.runnel.event;

import dev.runnel.model.ResponseItem;
import java.util.Objects;

/**
 * What was said to the run between an interruption and its resumption. Type {@value #TYPE}. No event tells of it, since it
 * comes from outside.
 *
 * @param agent the agent in control when it was taken up
 * @param rawItem what was said
 */
public record InputItem(AgentRef agent, ResponseItem rawItem) implements RunItem {

    static final String TYPE = "input_item";

    public InputItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
