package dev.runnel.agent;

import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import dev.runnel.tool.BlockingThreads;
import dev.runnel.tool.GuardrailNames;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

/**
 * Looks at the final output of a run, and may end the run without it. Those of the agent that gave the output are asked, and
 * those of the run. The model's words have been streamed by then: what they must not say is for its instructions.
 * Implement it, as a CDI bean if it needs others, or make one of a lambda with {@link #named}.
 */
@FunctionalInterface
public interface OutputGuardrail {

    /**
     * Looks at the output. Called in the run's request context on its event loop, so it must not block; the answer may come
     * from any thread. A failure fails the run. Cancelled when nobody waits for the answer any longer.
     *
     * @param run the run
     * @param agent the agent that gave the output
     * @param output what the run would give
     */
    Uni<GuardrailFunctionOutput> check(RunContext run, Agent agent, OutputValue output);

    /** What it is called in results and errors; the simple name of the class unless overridden. */
    default String name() {
        return GuardrailNames.of(this);
    }

    /** Begins a guardrail of this name. */
    static Builder named(String name) {
        return new Builder(name);
    }

    /** Looks at the output where it may block. */
    @FunctionalInterface
    interface Blocking {

        /** @see OutputGuardrail#check */
        GuardrailFunctionOutput check(RunContext run, Agent agent, OutputValue output) throws Exception;
    }

    /** Makes a guardrail of a lambda. */
    final class Builder {

        private final String name;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** What looks at the output, on the run's event loop. */
        public OutputGuardrail check(OutputGuardrail check) {
            return new NamedOutputGuardrail(name, Objects.requireNonNull(check, "check"));
        }

        /** What looks at the output, on a virtual thread (a worker thread before Java 21). */
        public OutputGuardrail blocking(Blocking check) {
            Objects.requireNonNull(check, "check");
            return check((run, agent, output) -> BlockingThreads.call(() -> check.check(run, agent, output)));
        }
    }
}
