package dev.runnel.run;

/** Whether the model's reasoning keeps its ids when it goes back to the model. */
public enum ReasoningItemIdPolicy {
    /** It does. The default. */
    PRESERVE,
    /** It does not: for providers that refuse ids which they no longer know. */
    OMIT
}
