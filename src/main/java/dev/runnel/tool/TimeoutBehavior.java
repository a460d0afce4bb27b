package dev.runnel.tool;

/** What happens where a tool takes longer than it may. It is cancelled in any case. */
public enum TimeoutBehavior {

    /** The model is told so, and the run goes on. The default. */
    ERROR_AS_RESULT,

    /** The run fails with a {@link ToolTimeoutException}. */
    RAISE_EXCEPTION
}
