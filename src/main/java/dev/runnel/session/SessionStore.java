package dev.runnel.session;

/**
 * Where sessions are. {@code POST /runs} asks it for the session that a request names. The application's bean of this type
 * takes the place of Runnel's own, which keeps them in memory. Thread-safe.
 */
@FunctionalInterface
public interface SessionStore {

    /**
     * The session of this key, whether or not something is stored in it. It must not block, and costs nothing: what takes
     * its time are the session's own methods.
     */
    Session session(SessionKey key);

    /** The session of this id that is nobody's. */
    default Session session(String id) {
        return session(SessionKey.of(id));
    }
}
