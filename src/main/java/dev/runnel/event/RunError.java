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
 * @param guardrail the name of the guardrail that ended the run, where one did
 * @param outputInfo what that guardrail told
 */
public record RunError(String type, String message, OptionalInt status, Optional<String> code,
        Optional<Duration> retryAfter, Optional<String> guardrail, Optional<OutputValue> outputInfo) {

    public RunError {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(retryAfter, "retryAfter");
        Objects.requireNonNull(guardrail, "guardrail");
        Objects.requireNonNull(outputInfo, "outputInfo");
    }

    /** An error of which no more is known. */
    public static RunError of(String type, String message) {
        return of(type, message, Optional.empty());
    }

    /** An error with the provider's own code, where there was one. */
    public static RunError of(String type, String message, Optional<String> code) {
        return new RunError(type, message, OptionalInt.empty(), code, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** An error of a provider over HTTP. */
    public static RunError ofHttp(String type, String message, int status, Optional<String> code,
            Optional<Duration> retryAfter) {
        return new RunError(type, message, OptionalInt.of(status), code, retryAfter, Optional.empty(), Optional.empty());
    }

    /** An error that a guardrail has made. */
    public static RunError ofGuardrail(String type, String message, String guardrail, Optional<OutputValue> outputInfo) {
        return new RunError(type, message, OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.of(guardrail),
                outputInfo);
    }
}
