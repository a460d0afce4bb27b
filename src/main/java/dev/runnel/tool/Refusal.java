package dev.runnel.tool;

/** A method or a type cannot serve a tool. Its message says why and what is allowed, for the application's developer. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message);
    }
}
