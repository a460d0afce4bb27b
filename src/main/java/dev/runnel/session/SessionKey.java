package dev.runnel.session;

import java.util.Objects;
import java.util.Optional;

/**
 * Which session is meant. Sessions of two owners never are the same one, whatever their ids.
 *
 * @param id the session's id, not blank
 * @param owner whose it is: over HTTP the name of the caller, where somebody authenticated one; empty for nobody's
 */
public record SessionKey(String id, Optional<String> owner) {

    /** @throws IllegalArgumentException if the id is blank */
    public SessionKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(owner, "owner");
        if (id.isBlank()) {
            throw new IllegalArgumentException("A session's id is blank; it must be a text");
        }
    }

    /** The session of this id that is nobody's. */
    public static SessionKey of(String id) {
        return new SessionKey(id, Optional.empty());
    }
}
