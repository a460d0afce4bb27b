package dev.runnel.event;

import dev.runnel.model.Message;
import java.util.Objects;

/**
 * An assistant's message. Type {@value #TYPE}.
 *
 * @param agent the agent in control when it came
 * @param rawItem the item of the Responses format
 */
public record MessageOutputItem(AgentRef agent, Message rawItem) implements RunItem {

    static final String TYPE = "message_output_item";

    public MessageOutputItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    @Override
    public String type() {
        return TYPE;
    }
}
