package dev.runnel.tool;

/** The arguments of a call do not fit the tool's parameters. The message is written for the model, which may try again. */
public final class InvalidToolInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidToolInputException(String message) {
        super(message);
    }
}
