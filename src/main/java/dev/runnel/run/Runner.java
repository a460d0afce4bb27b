package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import java.util.List;

/** Runs agents. */
public final class Runner {

    /** Runs an agent on a user's message; returns at once. */
    public RunResultStreaming runStreamed(Agent agent, String input) {
        return runStreamed(agent, input, RunOptions.DEFAULT);
    }

    /** Runs an agent on a user's message; returns at once. */
    public RunResultStreaming runStreamed(Agent agent, String input, RunOptions options) {
        return runStreamed(agent, List.of(Message.user(input)), options);
    }

    /** Runs an agent on a conversation; returns at once. */
    public RunResultStreaming runStreamed(Agent agent, List<ResponseItem> input, RunOptions options) {
        throw new UnsupportedOperationException();
    }
}
