package dev.runnel.model;

import java.time.Duration;
import java.util.Optional;

/**
 * The provider refused the call with an HTTP status of 300 or more, before any event. What it said of the reason is
 * {@link #providerMessage()}: at most 2 kB, without control characters, and without the key.
 */
public final class ModelHttpException extends AgentsException {

    private final int status;
    private final String providerMessage;
    private final String code;
    private final Duration retryAfter;
    private final String requestId;
    private final Boolean shouldRetry;

    /** A refusal of which the provider does not say whether to try again. */
    public ModelHttpException(int status, String providerMessage, Optional<String> code, Optional<Duration> retryAfter,
            Optional<String> requestId) {
        this(status, providerMessage, code, retryAfter, requestId, Optional.empty());
    }

    /**
     * @param status the HTTP status
     * @param providerMessage the provider's words; empty if it had none
     * @param code the provider's own code, such as {@code invalid_api_key}
     * @param retryAfter how long the provider asks to wait
     * @param requestId the provider's name for this call, for its support
     * @param shouldRetry whether the provider says that it is worth, or useless, to try again
     */
    public ModelHttpException(int status, String providerMessage, Optional<String> code, Optional<Duration> retryAfter,
            Optional<String> requestId, Optional<Boolean> shouldRetry) {
        super(message(status, providerMessage, requestId));
        this.status = status;
        this.providerMessage = providerMessage;
        this.code = code.orElse(null);
        this.retryAfter = retryAfter.orElse(null);
        this.requestId = requestId.orElse(null);
        this.shouldRetry = shouldRetry.orElse(null);
    }

    public int status() {
        return status;
    }

    public String providerMessage() {
        return providerMessage;
    }

    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** Whether the provider says that it is worth, or useless, to try again: its header {@code x-should-retry}. */
    public Optional<Boolean> shouldRetry() {
        return Optional.ofNullable(shouldRetry);
    }

    @Override
    public String errorType() {
        return "model_http";
    }

    private static String message(int status, String providerMessage, Optional<String> requestId) {
        return "The model answered " + status + (providerMessage.isEmpty() ? "" : ": " + providerMessage)
                + requestId.map(id -> " (request " + id + ")").orElse("");
    }
}
