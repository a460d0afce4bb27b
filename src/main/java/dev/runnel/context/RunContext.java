package dev.runnel.context;

import dev.runnel.model.Usage;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a run carries along: its id, the application's own context object (never sent to the model), and the usage so far.
 * Thread-safe, as far as the application's object is.
 */
public final class RunContext {

    private final String runId;
    private final Optional<Object> context;
    private final Optional<RunContext> outer;
    private final AtomicReference<Usage> usage = new AtomicReference<>(Usage.NONE);

    /**
     * @param runId the run's id
     * @param context the application's object; empty for none
     */
    public RunContext(String runId, Optional<Object> context) {
        this(runId, context, Optional.empty());
    }

    private RunContext(String runId, Optional<Object> context, Optional<RunContext> outer) {
        this.outer = outer;
        this.runId = Objects.requireNonNull(runId, "runId");
        this.context = Objects.requireNonNull(context, "context");
    }

    /** The run's id. */
    public String runId() {
        return runId;
    }

    /** The application's object, as it was given to the run. */
    public Optional<Object> context() {
        return context;
    }

    /**
     * The application's object by its type.
     *
     * @throws IllegalStateException if the run was started without one, or with one of another type
     */
    public <T> T context(Class<T> type) {
        Object given = context.orElseThrow(() -> new IllegalStateException(
                "The run has no context object of type " + type.getName()
                        + "; give one with RunOptions.context(...), or for POST /runs with a RunContextFactory bean"));
        if (!type.isInstance(given)) {
            throw new IllegalStateException(
                    "The run's context object is a " + given.getClass().getName() + ", not a " + type.getName());
        }
        return type.cast(given);
    }

    /** What the run's model calls have cost so far; it changes at the end of each call. */
    public Usage usage() {
        return usage.get();
    }

    /** Adds what a model call has cost, to the outer run's too. The runner calls it. */
    public void add(Usage more) {
        usage.accumulateAndGet(more, Usage::plus);
        outer.ifPresent(run -> run.add(more));
    }

    /** That of a run within this one: the same id and object, and a usage of its own, which counts here too. */
    public RunContext nested() {
        return new RunContext(runId, context, Optional.of(this));
    }

    /** As {@link #nested()}, where that run has cost something before, which counts here already. */
    public RunContext nested(Usage before) {
        RunContext nested = nested();
        nested.usage.set(before);
        return nested;
    }
}
