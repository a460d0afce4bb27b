package dev.runnel.session;

import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One stored conversation, over many runs. A run that is given one reads it before its first turn, and adds to it at its
 * save points: what the user said before the model is called, and each turn's items when the turn is finished.
 * <p>
 * Called on the run's event loop: no method may block, see {@link BlockingSession} for one that may. Each subscription of
 * what a method returns is one access; the result may come from any thread. A failure fails the run. One session may be used
 * by several runs at the same time: then what they add is mixed, but each {@link #add} stays together.
 */
public interface Session {

    /** The session's id. */
    String sessionId();

    /**
     * The conversation, oldest first.
     *
     * @param limit the most items, of which the latest are meant; empty for all. A run copes with an output whose call is
     *        before them; {@link ItemGroups#latest} avoids it
     */
    Uni<List<ResponseItem>> items(OptionalInt limit);

    /** The whole conversation, oldest first. */
    default Uni<List<ResponseItem>> items() {
        return items(OptionalInt.empty());
    }

    /**
     * Adds to the end of the conversation, all of it or nothing: a call and its output come together, and must stay so.
     * {@code item.json()} is what to store, and {@code ResponseItem.of(json)} reads it again.
     *
     * @param items at least one item, in their order
     */
    Uni<Void> add(List<ResponseItem> items);

    /** Takes the latest item away; empty where there is none. */
    Uni<Optional<ResponseItem>> pop();

    /** Takes everything away. */
    Uni<Void> clear();
}
