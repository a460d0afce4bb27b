package dev.runnel.agent;

import dev.runnel.event.OutputValue;
import io.smallrye.mutiny.Uni;
import java.util.Objects;
import java.util.function.Function;

/** Takes out of an agent's run what its caller shall read. */
@FunctionalInterface
public interface AgentToolOutput {

    /** The run's final output. The default. */
    AgentToolOutput FINAL_OUTPUT = result -> Uni.createFrom().item(result.finalOutput());

    /** The output of the call. Called on the run's event loop, so it must not block; a failure is one of the tool. */
    Uni<OutputValue> of(AgentToolResult result);

    /** One whose text is at hand. */
    static AgentToolOutput text(Function<AgentToolResult, String> text) {
        Objects.requireNonNull(text, "text");
        return result -> Uni.createFrom().item(() -> OutputValue.of(text.apply(result)));
    }
}
