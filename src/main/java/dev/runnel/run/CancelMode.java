package dev.runnel.run;

/** When a cancelled run ends. */
public enum CancelMode {
    /** At once: the model's stream is closed, no further tool starts, exactly one more event comes. */
    IMMEDIATE,
    /** After the turn that is running, with everything that belongs to it, and once its input guardrails have passed. */
    AFTER_TURN
}
