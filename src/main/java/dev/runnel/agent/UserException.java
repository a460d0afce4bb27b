package dev.runnel.agent;

import dev.runnel.model.AgentsException;

/**
 * The application's own code uses Runnel wrongly: a tool or an agent that does not exist, two tools of one name, a tool that
 * fails although its failures shall not be told to the model.
 */
public final class UserException extends AgentsException {

    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String errorType() {
        return "user";
    }
}
