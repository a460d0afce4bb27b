package dev.runnel.agent;

import dev.runnel.model.ResponseItem;
import java.util.List;

/** Makes of a conversation what the next agent's model reads of it, where a handoff nests the history. */
@FunctionalInterface
public interface HandoffHistoryMapper {

    /**
     * What the model shall read. Called on the run's event loop, so it must not block.
     *
     * @param conversation everything that was said and done, oldest first, without reasoning
     */
    List<ResponseItem> map(List<ResponseItem> conversation);
}
