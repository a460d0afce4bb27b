package dev.runnel.tool;

import dev.runnel.model.JsonText;
import io.smallrye.mutiny.Uni;
import java.util.function.BiPredicate;

/**
 * Decides which calls of a tool wait for a person's consent before the tool runs. A lambda, or a bean of the application
 * that {@link FunctionTool#approvalRule()} names.
 */
@FunctionalInterface
public interface NeedsApproval {

    /** Every call waits. */
    NeedsApproval ALWAYS = (context, arguments) -> Uni.createFrom().item(true);

    /** No call waits. */
    NeedsApproval NEVER = new Never();

    /**
     * Decides of one call. Called and subscribed on the run's event loop, so it must not block. It is not asked about
     * arguments that are no JSON object: such a call waits. So does one for which it fails, or gives null.
     *
     * @param context the call
     * @param arguments its arguments as the model wrote them: not held against the tool's schema yet, which happens before
     *        the tool runs
     */
    Uni<Boolean> needed(ToolContext context, JsonText arguments);

    /** Every call waits, or none. */
    static NeedsApproval of(boolean needed) {
        return needed ? ALWAYS : NEVER;
    }

    /** As {@link #needed}, where the answer is at hand. */
    static NeedsApproval when(BiPredicate<ToolContext, JsonText> rule) {
        return (context, arguments) -> Uni.createFrom().item(rule.test(context, arguments));
    }

    /** No call waits: what {@link FunctionTool#approvalRule()} says if nothing else is said. */
    final class Never implements NeedsApproval {

        private static final Uni<Boolean> FALSE = Uni.createFrom().item(false);

        private Never() {
        }

        @Override
        public Uni<Boolean> needed(ToolContext context, JsonText arguments) {
            return FALSE;
        }
    }
}
