package dev.runnel.run;

/** What the runner tells the model in the place of a tool's output. */
public enum ToolErrorKind {

    /** Somebody has rejected the call. */
    APPROVAL_REJECTED,

    /** There is no such tool. */
    TOOL_NOT_FOUND
}
