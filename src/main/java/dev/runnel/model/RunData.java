package dev.runnel.model;

import java.util.List;

/**
 * What a run had done before it failed: its completed turns, not the one that failed, but the usage of every model call.
 * That of the runner is a {@code RunErrorDetails}, which has more.
 */
public interface RunData {

    /** What the run began with. */
    List<ResponseItem> input();

    /** The items that its completed turns made, oldest first. */
    List<ResponseItem> newItems();

    /** The model's answers in its completed turns. */
    List<ModelResponse> rawResponses();

    /** The name of the agent that was in control. */
    String lastAgent();

    /** What all model calls have cost. */
    Usage usage();
}
