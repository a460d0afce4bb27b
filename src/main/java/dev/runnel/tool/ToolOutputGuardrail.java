package dev.runnel.tool;

import dev.runnel.event.OutputValue;
import io.smallrye.mutiny.Uni;
import java.util.Objects;

/**
 * Looks at what a call of a tool gave, or the words in the place of that where it failed.
 * Those of a tool are asked one after the other, until one of them does not let the call pass. Implement it, as a CDI bean
 * that {@link FunctionTool#toolOutputGuardrails()} names, or make one of a lambda with {@link #named}.
 */
@FunctionalInterface
public interface ToolOutputGuardrail {

    /**
     * Looks at the output. Called in the run's request context on its event loop, so it must not block; the answer may come
     * from any thread. A failure fails the run.
     *
     * @param call the call: its arguments, the tool's name, the agent, the run
     * @param output what it gave
     */
    Uni<ToolGuardrailFunctionOutput> check(ToolContext call, OutputValue output);

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

        /** @see ToolOutputGuardrail#check */
        ToolGuardrailFunctionOutput check(ToolContext call, OutputValue output) throws Exception;
    }

    /** Makes a guardrail of a lambda. Not thread-safe. */
    final class Builder {

        private final String name;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** What looks at the output, on the run's event loop; this ends the building. */
        public ToolOutputGuardrail check(ToolOutputGuardrail check) {
            Objects.requireNonNull(check, "check");
            return new ToolOutputGuardrail() {
                @Override
                public Uni<ToolGuardrailFunctionOutput> check(ToolContext call, OutputValue output) {
                    return check.check(call, output);
                }

                @Override
                public String name() {
                    return name;
                }
            };
        }

        /** What looks at the output, on a virtual thread (a worker thread before Java 21); this ends the building. */
        public ToolOutputGuardrail blocking(Blocking check) {
            Objects.requireNonNull(check, "check");
            return check((call, output) -> BlockingThreads.call(() -> check.check(call, output)));
        }
    }
}
