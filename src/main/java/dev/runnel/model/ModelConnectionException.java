package dev.runnel.model;

/**
 * There was no connection to the model, or it broke: refused, unknown host, TLS failure, reset, closed in the middle of an
 * answer. The message names host and port and, where a setting could help, the setting.
 */
public final class ModelConnectionException extends AgentsException {

    public ModelConnectionException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String errorType() {
        return "model_connection";
    }
}
