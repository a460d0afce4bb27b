package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides, once the tools of a turn are done, whether their output is the run's final output. */
@FunctionalInterface
public interface ToolUseBehavior {

    /** {@link #runLlmAgain()}. */
    ToolUseBehavior RUN_LLM_AGAIN = results -> Optional.empty();

    /**
     * The final output; empty to ask the model again. Called on the run's event loop, so it must not block.
     *
     * @param results what the turn's tools gave, in the order of their calls
     */
    Optional<OutputValue> finalOutput(List<ToolResult> results);

    /** The model always sees the outputs and answers. The default. */
    static ToolUseBehavior runLlmAgain() {
        return RUN_LLM_AGAIN;
    }

    /** The output of the turn's first call is final. */
    static ToolUseBehavior stopOnFirstTool() {
        return results -> results.stream().findFirst().map(ToolResult::output);
    }

    /** The output of the first call of one of these tools is final. */
    static ToolUseBehavior stopAtTools(String... toolNames) {
        Set<String> names = Set.copyOf(Arrays.asList(toolNames));
        return results -> results.stream()
                .filter(result -> names.contains(result.toolName()))
                .findFirst()
                .map(ToolResult::output);
    }
}
