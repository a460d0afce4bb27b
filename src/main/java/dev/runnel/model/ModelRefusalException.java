package dev.runnel.model;

/** The model refused to answer. */
public final class ModelRefusalException extends AgentsException {

    private static final long serialVersionUID = 1L;

    private final String refusal;

    /** @param refusal the model's own words */
    public ModelRefusalException(String refusal) {
        super("The model refused to answer: " + refusal);
        this.refusal = refusal;
    }

    /** The model's own words. */
    public String refusal() {
        return refusal;
    }

    @Override
    public String errorType() {
        return "model_refusal";
    }
}
