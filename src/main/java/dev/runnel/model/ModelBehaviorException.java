package dev.runnel.model;

import java.util.Optional;

/** The model did something it must not: a broken stream, an answer that is no stream, a failure it reports in the stream. */
public final class ModelBehaviorException extends AgentsException {

    private final String code;

    public ModelBehaviorException(String message) {
        this(message, Optional.empty());
    }

    /**
     * @param message what was wrong
     * @param code the provider's own code for it, where the provider gave one
     */
    public ModelBehaviorException(String message, Optional<String> code) {
        super(message);
        this.code = code.orElse(null);
    }

    public ModelBehaviorException(String message, Throwable cause) {
        super(message, cause);
        this.code = null;
    }

    /** The provider's own code, as in {@code response.failed}. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    @Override
    public String errorType() {
        return "model_behavior";
    }
}
