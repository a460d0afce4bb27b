package dev.runnel.agent;

import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import io.smallrye.mutiny.Uni;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Decides, once the tools of a turn are done, whether their output is the run's final output. */
@FunctionalInterface
public interface ToolUseBehavior {

    /** {@link #runLlmAgain()}. */
    ToolUseBehavior RUN_LLM_AGAIN = (run, results) -> Uni.createFrom().item(Optional.empty());

    /**
     * The final output; empty to ask the model again. Called on the run's event loop, so it must not block; the answer may
     * come from any thread. A failure fails the run.
     *
     * @param run the run
     * @param results what the turn's tools gave, in the order of their calls; at least one
     */
    Uni<Optional<OutputValue>> finalOutput(RunContext run, List<ToolResult> results);

    /** One whose answer is at hand. */
    static ToolUseBehavior of(BiFunction<RunContext, List<ToolResult>, Optional<OutputValue>> decision) {
        Objects.requireNonNull(decision, "decision");
        return (run, results) -> Uni.createFrom().item(decision.apply(run, results));
    }

    /** The model always sees the outputs and answers. The default. */
    static ToolUseBehavior runLlmAgain() {
        return RUN_LLM_AGAIN;
    }

    /** The output of the turn's first call is final; the other tools have run all the same. */
    static ToolUseBehavior stopOnFirstTool() {
        return of((run, results) -> results.stream().findFirst().map(ToolResult::output));
    }

    /** The output of the first call of one of these tools is final. */
    static ToolUseBehavior stopAtTools(String... toolNames) {
        Set<String> names = Set.copyOf(Arrays.asList(toolNames));
        return of((run, results) -> results.stream()
                .filter(result -> names.contains(result.toolName()))
                .findFirst()
                .map(ToolResult::output));
    }
}
