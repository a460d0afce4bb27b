package dev.runnel.model.scripted;

import dev.runnel.model.ModelRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One call of a scripted model. Thread-safe. */
public final class ScriptedCall {

    private final ModelRequest request;
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    ScriptedCall(ModelRequest request) {
        this.request = request;
    }

    /** What was asked. */
    public ModelRequest request() {
        return request;
    }

    /** Complete once the call was cancelled before its end. */
    public CompletionStage<Void> cancelled() {
        return cancelled.copy();
    }

    /** Whether the call was cancelled before its end. */
    public boolean isCancelled() {
        return cancelled.isDone();
    }

    void cancel() {
        cancelled.complete(null);
    }
}
