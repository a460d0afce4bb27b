package dev.runnel.http;

import java.util.Objects;

/** The field {@code context} of a request is not what the application needs. The message is sent to whoever asked. */
public final class InvalidRunContextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was wrong and what is allowed */
    public InvalidRunContextException(String message) {
        super(Objects.requireNonNull(message, "message"));
    }
}
