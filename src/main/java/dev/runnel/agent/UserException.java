package dev.runnel.agent;

import dev.runnel.model.AgentsException;

/** The application's own code uses Runnel wrongly: a tool or an agent that does not exist, two tools of one name. */
public final class UserException extends AgentsException {

    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    @Override
    public String errorType() {
        return "user";
    }
}
