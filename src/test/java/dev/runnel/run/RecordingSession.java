package dev.runnel.run;

import dev.runnel.model.ResponseItem;
import dev.runnel.session.Session;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A session that remembers each access; it limits as a database would, without a look at what belongs together. */
final class RecordingSession implements Session {

    final List<ResponseItem> items = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> added = new ArrayList<>();

    /** Whether every access fails. */
    volatile boolean failing;

    /** What each adding waits for. */
    volatile Uni<Void> before = Uni.createFrom().voidItem();

    /** The accesses so far. */
    String log() {
        return String.join(" | ", log);
    }

    /** Complete when so many addings were made. */
    synchronized CompletableFuture<Void> added(int count) {
        while (added.size() < count) {
            added.add(new CompletableFuture<>());
        }
        return added.get(count - 1);
    }

    @Override
    public String sessionId() {
        return "s";
    }

    @Override
    public Uni<List<ResponseItem>> items(OptionalInt limit) {
        return access(() -> {
            log.add("read");
            List<ResponseItem> all = List.copyOf(items);
            return all.subList(Math.max(0, all.size() - limit.orElse(all.size())), all.size());
        });
    }

    @Override
    public Uni<Void> add(List<ResponseItem> more) {
        return before.flatMap(open -> access(() -> {
            items.addAll(more);
            log.add(SessionRunsTest.texts(more));
            long count = log.stream().filter(access -> !access.equals("read")).count();
            added((int) count).complete(null);
            return null;
        }));
    }

    @Override
    public Uni<Optional<ResponseItem>> pop() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uni<Void> clear() {
        throw new UnsupportedOperationException();
    }

    private <T> Uni<T> access(Supplier<T> access) {
        return Uni.createFrom().item(() -> {
            if (failing) {
                throw new IllegalStateException("The disk is full");
            }
            return access.get();
        });
    }
}
