package dev.runnel.http;

import dev.runnel.session.Session;
import dev.runnel.session.SessionKey;
import dev.runnel.session.SessionStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions that requests name, each for one request of this process at a time: what two runs add at once is nobody's
 * conversation. A session belongs to its caller, where somebody authenticated one. Thread-safe.
 */
@Singleton
final class RunSessions {

    private final SessionStore store;
    private final Callers callers;
    private final Set<SessionKey> taken = ConcurrentHashMap.newKeySet();

    @Inject
    RunSessions(SessionStore store, Callers callers) {
        this.store = store;
        this.callers = callers;
    }

    /** For one request, which gives it back when it is over. */
    Place place() {
        return new Place();
    }

    /**
     * What a request takes of the sessions. One that is over takes nothing any more, however late its caller's name comes.
     */
    final class Place {

        private Optional<SessionKey> key = Optional.empty(); // guarded by this
        private boolean over; // guarded by this

        /**
         * The session of this id of the current caller, on the caller's Vert.x context; empty for none.
         *
         * @return fails with a {@link ProblemException} with status 409 if another request has it
         */
        Uni<Optional<Session>> take(Optional<String> id) {
            if (id.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            Context context = Vertx.currentContext();
            return callers.name()
                    .emitOn(task -> context.runOnContext(onEventLoop -> task.run()))
                    .map(caller -> Optional.of(store.session(taken(new SessionKey(id.get(), caller)))));
        }

        /** The run, or its request, is over. Calling it again is harmless: the session may be another request's by then. */
        synchronized void giveBack() {
            over = true;
            key.ifPresent(taken::remove);
            key = Optional.empty();
        }

        private synchronized SessionKey taken(SessionKey wanted) {
            if (!over && !taken.add(wanted)) {
                throw OpenRuns.later(Problem.of(409, "The session " + Problem.quote(wanted.id())
                        + " is in use by another run; try again when that has ended").with("field", "session_id"));
            }
            key = over ? Optional.empty() : Optional.of(wanted);
            return wanted;
        }
    }
}
