package dev.runnel.run;

/** Which conversation a result gives to go on with; see {@link RunResult#toInputList(ToInputListMode)}. */
public enum ToInputListMode {
    /** The input and everything that the run has made. */
    PRESERVE_ALL,
    /** What the model would read next: the same, unless a handoff has filtered or folded the conversation. */
    NORMALIZED
}
