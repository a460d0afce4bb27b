package dev.runnel.agent;

import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import dev.runnel.model.ModelResponse;
import dev.runnel.model.ResponseItem;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Is told what one agent does, in all its runs; override what is of interest. The run goes on when the returned {@code Uni}
 * is complete, and fails with its failure. Called on the run's event loop, in its request context, so it must not block;
 * beside the {@link RunHooks} of the run.
 */
public interface AgentHooks {

    /** Nobody is told. */
    AgentHooks NONE = new AgentHooks() {
    };

    /**
     * The agent starts: in the first turn, and after a handoff to it.
     *
     * @param turnInput what its model will be asked, without the instructions
     */
    default Uni<Void> onStart(RunContext run, Agent agent, List<ResponseItem> turnInput) {
        return Uni.createFrom().voidItem();
    }

    /** The agent has given the run's final output. */
    default Uni<Void> onEnd(RunContext run, Agent agent, OutputValue output) {
        return Uni.createFrom().voidItem();
    }

    /** Control moves to this agent. */
    default Uni<Void> onHandoff(RunContext run, Agent agent, Agent source) {
        return Uni.createFrom().voidItem();
    }

    /** The agent's model will be called. */
    default Uni<Void> onLlmStart(RunContext run, Agent agent, Optional<String> instructions, List<ResponseItem> input) {
        return Uni.createFrom().voidItem();
    }

    /** The agent's model has answered, and its items have been told; no tool has started. */
    default Uni<Void> onLlmEnd(RunContext run, Agent agent, ModelResponse response) {
        return Uni.createFrom().voidItem();
    }

    /** A tool of the agent will be called. */
    default Uni<Void> onToolStart(ToolContext context, Agent agent, Tool tool) {
        return Uni.createFrom().voidItem();
    }

    /** A tool of the agent has given its output, or the text of its error; before that is told. */
    default Uni<Void> onToolEnd(ToolContext context, Agent agent, Tool tool, OutputValue result) {
        return Uni.createFrom().voidItem();
    }
}
