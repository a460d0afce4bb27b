package dev.runnel.model;

/** A model cannot be asked this: its API has no way to say something that the request holds. Nothing was sent. */
public final class ModelRequestException extends AgentsException {

    private static final long serialVersionUID = 1L;

    /** @param message what cannot be said, and what can */
    public ModelRequestException(String message) {
        super(message);
    }

    @Override
    public String errorType() {
        return "user";
    }
}
