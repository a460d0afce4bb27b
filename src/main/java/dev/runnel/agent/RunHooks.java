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
 * Is told what happens in a run, whichever agent is in control; override what is of interest. The run goes on when the
 * returned {@code Uni} is complete, and fails with its failure. Called on the run's event loop, in its request context, so
 * it must not block; beside the {@link AgentHooks} of the agent.
 */
public interface RunHooks {

    /** Nobody is told. */
    RunHooks NONE = new RunHooks() {
    };

    /**
     * An agent starts: in the first turn, and after a handoff.
     *
     * @param turnInput what its model will be asked, without the instructions
     */
    default Uni<Void> onAgentStart(RunContext run, Agent agent, List<ResponseItem> turnInput) {
        return Uni.createFrom().voidItem();
    }

    /** An agent has given the run's final output. */
    default Uni<Void> onAgentEnd(RunContext run, Agent agent, OutputValue output) {
        return Uni.createFrom().voidItem();
    }

    /** Control moves from one agent to another, before the handoff is told. */
    default Uni<Void> onHandoff(RunContext run, Agent fromAgent, Agent toAgent) {
        return Uni.createFrom().voidItem();
    }

    /** The model will be called. */
    default Uni<Void> onLlmStart(RunContext run, Agent agent, Optional<String> instructions, List<ResponseItem> input) {
        return Uni.createFrom().voidItem();
    }

    /** The model has answered, and its items have been told; no tool has started. */
    default Uni<Void> onLlmEnd(RunContext run, Agent agent, ModelResponse response) {
        return Uni.createFrom().voidItem();
    }

    /** A tool will be called. */
    default Uni<Void> onToolStart(ToolContext context, Agent agent, Tool tool) {
        return Uni.createFrom().voidItem();
    }

    /** A tool has given its output, or the text of its error; before that is told. */
    default Uni<Void> onToolEnd(ToolContext context, Agent agent, Tool tool, OutputValue result) {
        return Uni.createFrom().voidItem();
    }
}
