package dev.runnel.session;

import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Decides what the model reads of a session: called once in a run, before its first turn, on the run's event loop, so it
 * must not block. Of what it gives, the session gets what was not in it before: the new input, as far as that is still
 * there, and what the callback made itself.
 */
@FunctionalInterface
public interface SessionInputCallback {

    /**
     * The conversation that the run shall begin with. A failure fails the run.
     *
     * @param history what the session has, oldest first
     * @param input what is new
     */
    Uni<List<ResponseItem>> merge(List<ResponseItem> history, List<ResponseItem> input);

    /** One that has its answer at hand. */
    static SessionInputCallback of(BinaryOperator<List<ResponseItem>> merge) {
        return (history, input) -> Uni.createFrom().item(() -> merge.apply(history, input));
    }
}
