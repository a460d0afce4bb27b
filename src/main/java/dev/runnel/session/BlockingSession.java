package dev.runnel.session;

import dev.runnel.model.ResponseItem;
import dev.runnel.tool.BlockingThreads;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A {@link Session} whose methods may block: over JDBC, say. Each is called on a virtual thread (a worker thread before Java
 * 21), and what it throws fails the run.
 */
public interface BlockingSession extends Session {

    /** {@link #items(OptionalInt)}. */
    List<ResponseItem> itemsBlocking(OptionalInt limit) throws Exception;

    /** {@link #add}: in one transaction. A run that is cancelled does not interrupt it. */
    void addBlocking(List<ResponseItem> items) throws Exception;

    /** {@link #pop}. */
    Optional<ResponseItem> popBlocking() throws Exception;

    /** {@link #clear}. */
    void clearBlocking() throws Exception;

    @Override
    default Uni<List<ResponseItem>> items(OptionalInt limit) {
        return BlockingThreads.call(() -> itemsBlocking(limit));
    }

    @Override
    default Uni<Void> add(List<ResponseItem> items) {
        return BlockingThreads.call(() -> {
            addBlocking(items);
            return null;
        });
    }

    @Override
    default Uni<Optional<ResponseItem>> pop() {
        return BlockingThreads.call(this::popBlocking);
    }

    @Override
    default Uni<Void> clear() {
        return BlockingThreads.call(() -> {
            clearBlocking();
            return null;
        });
    }
}
