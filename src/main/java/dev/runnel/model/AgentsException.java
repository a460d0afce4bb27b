package dev.runnel.model;

import java.util.Optional;

/**
 * The base of everything that makes a run fail, as {@code AgentsException} is in the Agents SDK. Its message is written for
 * people and carries no key and no header of a provider; {@link #errorType()} is for programs.
 */
public abstract class AgentsException extends RuntimeException {

    private transient volatile RunData runData;

    protected AgentsException(String message) {
        super(message);
    }

    protected AgentsException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * The kind of this failure as it goes over the wire, in {@code error.type}: a name of a closed list, in snake case.
     * Only a change of the wire format changes it.
     */
    public abstract String errorType();

    /** What the run had done before it failed; empty where no run was going on. */
    public Optional<RunData> runData() {
        return Optional.ofNullable(runData);
    }

    /** Tells what the run had done. The runner calls it, once. */
    public void attach(RunData data) {
        this.runData = data;
    }
}
