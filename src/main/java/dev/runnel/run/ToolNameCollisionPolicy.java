package dev.runnel.run;

/** What happens where the model would see two tools or handoffs under one name. */
public enum ToolNameCollisionPolicy {

    /** The run fails with a {@code UserException}. The default. */
    ERROR,

    /** The log tells, and one of them is there: the last handoff, or where there is none the last tool. */
    WARN
}
