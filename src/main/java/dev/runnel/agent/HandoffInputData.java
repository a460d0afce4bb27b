package dev.runnel.agent;

import dev.runnel.context.RunContext;
import dev.runnel.event.RunItem;
import dev.runnel.model.ResponseItem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the next agent's model will read of a run, at a handoff.
 *
 * @param inputHistory what was before the run, or what an earlier handoff has made of it
 * @param preHandoffItems what the run has made before the turn of the handoff
 * @param newItems what the turn of the handoff has made, the handoff and its output among it
 * @param run the run
 * @param inputItems what the model shall read in the place of the new items; empty for those themselves
 */
public record HandoffInputData(List<ResponseItem> inputHistory, List<RunItem> preHandoffItems, List<RunItem> newItems,
        RunContext run, Optional<List<RunItem>> inputItems) {

    public HandoffInputData {
        inputHistory = List.copyOf(inputHistory);
        preHandoffItems = List.copyOf(preHandoffItems);
        newItems = List.copyOf(newItems);
        Objects.requireNonNull(run, "run");
        inputItems = inputItems.map(List::copyOf);
    }

    /** The same with another history. */
    public HandoffInputData withInputHistory(List<ResponseItem> history) {
        return new HandoffInputData(history, preHandoffItems, newItems, run, inputItems);
    }

    /** The same with other items from before the turn. */
    public HandoffInputData withPreHandoffItems(List<RunItem> items) {
        return new HandoffInputData(inputHistory, items, newItems, run, inputItems);
    }

    /** The same with these items for the model in the place of the new ones. */
    public HandoffInputData withInputItems(List<RunItem> items) {
        return new HandoffInputData(inputHistory, preHandoffItems, newItems, run, Optional.of(items));
    }
}
