package dev.runnel.run;

import dev.runnel.model.Reasoning;
import dev.runnel.model.ResponseItem;
import java.util.List;

/** Whether the model's reasoning keeps its ids when it goes back to the model, and into a session. */
public enum ReasoningItemIdPolicy {
    /** It does. The default. */
    PRESERVE,
    /** It does not: for providers that refuse ids which they no longer know. */
    OMIT;

    List<ResponseItem> apply(List<ResponseItem> items) {
        return this == PRESERVE ? items
                : items.stream().map(item -> item instanceof Reasoning reasoning ? reasoning.withoutId() : item).toList();
    }
}
