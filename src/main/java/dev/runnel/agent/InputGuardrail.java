package dev.runnel.agent;

import dev.runnel.context.RunContext;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.BlockingThreads;
import dev.runnel.tool.GuardrailNames;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Objects;

/**
 * Looks at what a run begins with, and may end it. Of an agent's guardrails only those of the first agent are asked, once,
 * in the first turn. Implement it, as a CDI bean if it needs others, or make one of a lambda with {@link #named}.
 */
@FunctionalInterface
public interface InputGuardrail {

    /**
     * Looks at the input. Called in the run's request context on its event loop, so it must not block; the answer may come
     * from any thread. A failure fails the run. Cancelled when nobody waits for the answer any longer.
     *
     * @param run the run
     * @param agent the agent that the input is for
     * @param input what the run began with; without what a session adds. Of a run that is resumed, what was added to its
     *        state
     */
    Uni<GuardrailFunctionOutput> check(RunContext run, Agent agent, List<ResponseItem> input);

    /** What it is called in results and errors; the simple name of the class unless overridden. */
    default String name() {
        return GuardrailNames.of(this);
    }

    /**
     * Whether the model is called in the meantime, which costs no time; true unless overridden. If not, no model is called,
     * and nobody reads a word, before it has let the input pass.
     */
    default boolean runInParallel() {
        return true;
    }

    /** Begins a guardrail of this name. */
    static Builder named(String name) {
        return new Builder(name);
    }

    /** Looks at the input where it may block. */
    @FunctionalInterface
    interface Blocking {

        /** @see InputGuardrail#check */
        GuardrailFunctionOutput check(RunContext run, Agent agent, List<ResponseItem> input) throws Exception;
    }

    /** Makes a guardrail of a lambda. Not thread-safe. */
    final class Builder {

        private final String name;
        private boolean runInParallel = true;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** Whether the model is called in the meantime; true unless set. */
        public Builder runInParallel(boolean inParallel) {
            this.runInParallel = inParallel;
            return this;
        }

        /** What looks at the input, on the run's event loop; this ends the building. */
        public InputGuardrail check(InputGuardrail check) {
            return new NamedInputGuardrail(name, runInParallel, Objects.requireNonNull(check, "check"));
        }

        /** What looks at the input, on a virtual thread (a worker thread before Java 21); this ends the building. */
        public InputGuardrail blocking(Blocking check) {
            Objects.requireNonNull(check, "check");
            return check((run, agent, input) -> BlockingThreads.call(() -> check.check(run, agent, input)));
        }
    }
}
