package dev.runnel.model;

/**
 * There was no connection to the model, or it broke: refused, unknown host, TLS failure, reset, closed in the middle of an
 * answer. The message names host and port and, where a setting could help, the setting.
 */
public final class ModelConnectionException extends AgentsException {

    private final boolean sent;

    /** Something of the call may have reached the model. */
    public ModelConnectionException(String message, Throwable cause) {
        this(message, cause, true);
    }

    /** @param sent whether something of the call may have reached the model */
    public ModelConnectionException(String message, Throwable cause, boolean sent) {
        super(message, cause);
        this.sent = sent;
    }

    /** Whether something of the call may have reached the model; if not, it has certainly done no work. */
    public boolean wasSent() {
        return sent;
    }

    @Override
    public String errorType() {
        return "model_connection";
    }
}
