package dev.runnel.tool;

import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import dev.runnel.model.FunctionCall;
import java.util.Objects;

/**
 * What a tool may know of the call that it answers. Declare it as a parameter of the tool's method to receive it.
 *
 * @param run the run that the call belongs to
 * @param agent the agent that calls
 * @param call the model's call: its id, the tool's name and the arguments as the model wrote them
 */
public record ToolContext(RunContext run, AgentRef agent, FunctionCall call) {

    public ToolContext {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(call, "call");
    }

    /** The id of the call. */
    public String callId() {
        return call.callId();
    }

    /** The application's object by its type; see {@link RunContext#context(Class)}. */
    public <T> T context(Class<T> type) {
        return run.context(type);
    }
}
