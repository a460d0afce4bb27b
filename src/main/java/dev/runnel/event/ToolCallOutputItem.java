package dev.runnel.event;

import dev.runnel.model.FunctionCallOutput;
import java.util.Objects;

/**
 * What a tool gave. Type {@value #TYPE}.
 *
 * @param agent the agent in control when the tool was called
 * @param rawItem the output as the model reads it
 * @param result the output as the tool returned it
 */
public record ToolCallOutputItem(AgentRef agent, FunctionCallOutput rawItem, OutputValue result) implements RunItem {

    static final String TYPE = "tool_call_output_item";

    public ToolCallOutputItem {
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(rawItem, "rawItem");
        Objects.requireNonNull(result, "result");
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** What the tool returned; the empty string where it returned nothing. */
    public Object output() {
        return result.value();
    }

    /** The call that this answers. */
    public String callId() {
        return rawItem.callId();
    }
}
