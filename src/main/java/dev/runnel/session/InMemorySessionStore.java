package dev.runnel.session;

import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Uni;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Sessions in the memory of this process, within {@link SessionBounds}. They are gone when it ends, and another process does
 * not see them. Thread-safe; nothing blocks.
 * <p>
 * A session exists from its first item on. What is too much goes in this order, and never a part of an
 * {@linkplain ItemGroups item group}:
 * <ol>
 * <li>sessions that nobody has read or written for the idle time, whenever the store is used;</li>
 * <li>of a session with too many items or bytes, its oldest items;</li>
 * <li>as long as there are too many sessions, or bytes in all together, the session that was used least recently.</li>
 * </ol>
 * A session that is gone begins anew with the next item.
 */
public final class InMemorySessionStore implements SessionStore {

    private final SessionBounds bounds;
    private final LongSupplier nanoTime;
    private final Map<SessionKey, Stored> sessions = new LinkedHashMap<>(16, 0.75f, true); // by last use; guarded by this
    private long bytes; // guarded by this

    /** @param bounds how much is kept */
    public InMemorySessionStore(SessionBounds bounds) {
        this(bounds, System::nanoTime);
    }

    InMemorySessionStore(SessionBounds bounds, LongSupplier nanoTime) {
        this.bounds = Objects.requireNonNull(bounds, "bounds");
        this.nanoTime = nanoTime;
    }

    @Override
    public Session session(SessionKey key) {
        return new InMemorySession(Objects.requireNonNull(key, "key"));
    }

    /** How many sessions have items now. */
    public synchronized int size() {
        return using(sessions::size);
    }

    private synchronized <T> T using(Supplier<T> access) {
        long now = nanoTime.getAsLong();
        Iterator<Stored> oldestUseFirst = sessions.values().iterator();
        while (oldestUseFirst.hasNext()) {
            Stored session = oldestUseFirst.next();
            if (now - session.lastUse < bounds.idleTime().toNanos()) {
                break;
            }
            bytes -= session.items.bytes();
            oldestUseFirst.remove();
        }
        return access.get();
    }

    private Optional<Stored> used(SessionKey key) {
        Optional<Stored> session = Optional.ofNullable(sessions.get(key));
        session.ifPresent(found -> found.lastUse = nanoTime.getAsLong());
        return session;
    }

    private void replace(SessionKey key, StoredItems items) {
        Stored session = sessions.computeIfAbsent(key, anew -> new Stored());
        bytes += items.bytes() - session.items.bytes();
        session.items = items;
        session.lastUse = nanoTime.getAsLong();
        if (items.isEmpty()) {
            sessions.remove(key);
        }
        Iterator<Stored> oldestUseFirst = sessions.values().iterator();
        while (sessions.size() > bounds.maxSessions() || bytes > bounds.maxBytes()) {
            bytes -= oldestUseFirst.next().items.bytes();
            oldestUseFirst.remove();
        }
    }

    private static final class Stored {

        private StoredItems items = StoredItems.NONE;
        private long lastUse;
    }

    private final class InMemorySession implements Session {

        private final SessionKey key;

        InMemorySession(SessionKey key) {
            this.key = key;
        }

        @Override
        public String sessionId() {
            return key.id();
        }

        @Override
        public Uni<List<ResponseItem>> items(OptionalInt limit) {
            return once(() -> {
                List<ResponseItem> all = stored().list();
                return limit.isPresent() ? ItemGroups.latest(all, limit.getAsInt()) : all;
            });
        }

        @Override
        public Uni<Void> add(List<ResponseItem> items) {
            return once(() -> {
                replace(key, stored().plus(items).within(bounds.maxItems(), bounds.maxBytes()));
                return null;
            });
        }

        @Override
        public Uni<Optional<ResponseItem>> pop() {
            return once(() -> {
                Optional<ResponseItem> last = stored().last();
                last.ifPresent(item -> replace(key, stored().withoutLast()));
                return last;
            });
        }

        @Override
        public Uni<Void> clear() {
            return once(() -> {
                if (used(key).isPresent()) {
                    replace(key, StoredItems.NONE);
                }
                return null;
            });
        }

        @Override
        public String toString() {
            return "InMemorySession[" + key.id() + "]";
        }

        private StoredItems stored() {
            return used(key).map(session -> session.items).orElse(StoredItems.NONE);
        }

        private <T> Uni<T> once(Supplier<T> access) {
            return Uni.createFrom().item(() -> using(access));
        }
    }
}
