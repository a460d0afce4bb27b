package dev.runnel.tool;

import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import dev.runnel.event.OutputValue;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.JsonText;
import java.util.Objects;

/**
 * What a tool may know of the call that it answers. Declare it as a parameter of the tool's method to receive it.
 *
 * @param run the run that the call belongs to
 * @param agent the agent that calls
 * @param call the model's call: its id, the tool's name and the arguments as the model wrote them
 * @param reporter whom {@link #progress} tells
 */
public record ToolContext(RunContext run, AgentRef agent, FunctionCall call, ProgressReporter reporter) {

    public ToolContext {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(reporter, "reporter");
    }

    /** A call whose progress nobody wants to know. */
    public ToolContext(RunContext run, AgentRef agent, FunctionCall call) {
        this(run, agent, call, ProgressReporter.NONE);
    }

    /** The id of the call. */
    public String callId() {
        return call.callId();
    }

    /** The application's object by its type; see {@link RunContext#context(Class)}. */
    public <T> T context(Class<T> type) {
        return run.context(type);
    }

    /** Tells the run's reader how far this call is, as {@link #progress(OutputValue)} does. */
    public void progress(String text) {
        progress(OutputValue.of(text));
    }

    /** Tells the run's reader how far this call is, as {@link #progress(OutputValue)} does. */
    public void progress(JsonText data) {
        progress(new OutputValue(data, data));
    }

    /**
     * Tells the run's reader how far this call is: a {@code tool_progress_stream_event} that leaves at once. The model does
     * not see it. From any thread; it neither blocks nor fails. Of a call whose reader is slower than it reports, the newest
     * 32 reports wait, and older ones are dropped; what it reports after its output is dropped too.
     */
    public void progress(OutputValue data) {
        reporter.report(Objects.requireNonNull(data, "data"));
    }
}
