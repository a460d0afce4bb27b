package dev.runnel.tool;

import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * Whether a tool or a handoff is there in a turn. One that is not is not told to the model, and a call of it is one of an
 * unknown tool. A lambda, or a bean of the application that {@link FunctionTool#isEnabled()} names.
 */
@FunctionalInterface
public interface Enabled {

    /** Always there. The default. */
    Enabled ALWAYS = new Always();

    /** Never there. */
    Enabled NEVER = (run, agent) -> Uni.createFrom().item(false);

    /**
     * Asked once in each turn, before the model is called. Called on the run's event loop, so it must not block; a failure
     * fails the run.
     *
     * @param run the run
     * @param agent the agent whose tool or handoff it is
     */
    Uni<Boolean> isEnabled(RunContext run, AgentRef agent);

    /** There where this holds; it must not block. */
    static Enabled when(BiPredicate<RunContext, AgentRef> condition) {
        Objects.requireNonNull(condition, "condition");
        return (run, agent) -> Uni.createFrom().item(condition.test(run, agent));
    }

    /** Always or never there. */
    static Enabled of(boolean enabled) {
        return enabled ? ALWAYS : NEVER;
    }

    /** Always there: what {@link FunctionTool#isEnabled()} says if nothing else is said. */
    final class Always implements Enabled {

        private static final Uni<Boolean> TRUE = Uni.createFrom().item(true);

        private Always() {
        }

        @Override
        public Uni<Boolean> isEnabled(RunContext run, AgentRef agent) {
            return TRUE;
        }
    }
}
