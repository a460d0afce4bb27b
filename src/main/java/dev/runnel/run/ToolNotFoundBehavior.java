package dev.runnel.run;

/** What happens where the model calls a tool that it was not offered. */
public enum ToolNotFoundBehavior {

    /** The run fails with a {@code ModelBehaviorException}. The default. */
    RAISE_ERROR,

    /** The model is told that there is no such tool, and the run goes on. */
    RETURN_ERROR_TO_MODEL
}
