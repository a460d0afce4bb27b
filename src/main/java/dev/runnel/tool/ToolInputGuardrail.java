package dev.runnel.tool;

import io.smallrye.mutiny.Uni;
import java.util.Objects;

/**
 * Looks at a call of a tool before the tool is called.
 * Those of a tool are asked one after the other, until one of them does not let the call pass. Implement it, as a CDI bean
 * that {@link FunctionTool#toolInputGuardrails()} names, or make one of a lambda with {@link #named}.
 */
@FunctionalInterface
public interface ToolInputGuardrail {

    /**
     * Looks at the call. Called in the run's request context on its event loop, so it must not block; the answer may come
     * from any thread. A failure fails the run.
     *
     * @param call the call: its arguments, the tool's name, the agent, the run
     */
    Uni<ToolGuardrailFunctionOutput> check(ToolContext call);

    /** What it is called in results and errors; the simple name of the class unless overridden. */
    default String name() {
        return GuardrailNames.of(this);
    }

    /** Begins a guardrail of this name. */
    static Builder named(String name) {
        return new Builder(name);
    }

    /** Looks at the call where it may block. */
    @FunctionalInterface
    interface Blocking {

        /** @see ToolInputGuardrail#check */
        ToolGuardrailFunctionOutput check(ToolContext call) throws Exception;
    }

    /** Makes a guardrail of a lambda. Not thread-safe. */
    final class Builder {

        private final String name;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** What looks at the call, on the run's event loop; this ends the building. */
        public ToolInputGuardrail check(ToolInputGuardrail check) {
            Objects.requireNonNull(check, "check");
            return new ToolInputGuardrail() {
                @Override
                public Uni<ToolGuardrailFunctionOutput> check(ToolContext call) {
                    return check.check(call);
                }

                @Override
                public String name() {
                    return name;
                }
            };
        }

        /** What looks at the call, on a virtual thread (a worker thread before Java 21); this ends the building. */
        public ToolInputGuardrail blocking(Blocking check) {
            Objects.requireNonNull(check, "check");
            return check((call) -> BlockingThreads.call(() -> check.check(call)));
        }
    }
}
