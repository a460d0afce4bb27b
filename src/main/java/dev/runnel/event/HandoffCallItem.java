package dev.runnel.event;

import dev.runnel.model.FunctionCall;
import java.util.Objects;

/**
 * The model asks for a handoff. Type {@value #TYPE}.
 *
 * @param agent the agent in control when it came
 * @param rawItem the item of the Responses format
 */
public record HandoffCallItem(AgentRef agent, FunctionCall rawItem) implements RunItem {

    static final String TYPE = "handoff_call_item";

    public HandoffCallItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
