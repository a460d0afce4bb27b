package dev.runnel.event;

import dev.runnel.model.ResponseItem;
import java.util.Objects;

/**
 * An item of a kind that has no class of its own here, for example {@code compaction}. It is kept, because the model needs
 * it back in the next turn, but no event tells of it.
 *
 * @param agent the agent in control when it came
 * @param rawItem the item as received
 */
public record OtherRunItem(AgentRef agent, ResponseItem rawItem) implements RunItem {

    public OtherRunItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
    }

    /** The type of the raw item with {@code _item} behind it. */
    @Override
    public String type() {
        return rawItem.type() + "_item";
    }
}
