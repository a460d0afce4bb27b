package dev.runnel.event;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a run failed, as its readers are told.
 *
 * @param type one of the closed list of error types, for example {@code max_turns_exceeded}
 * @param message what went wrong, for a person; without keys, stack traces or a provider's headers
 * @param status the provider's HTTP status, where there was one
 * @param code the provider's own code, where there was one
 * @param retryAfter how long the provider asks to wait; whole seconds on the wire
 */
public record RunError(String type, String message, OptionalInt status, Optional<String> code,
        Optional<Duration> retryAfter) {

    public RunError {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(retryAfter, "retryAfter");
    }

    /** An error of which no more is known. */
    public static RunError of(String type, String message) {
        return new RunError(type, message, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }
}
