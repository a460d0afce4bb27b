package dev.runnel.run;

import dev.runnel.event.OutputValue;
import dev.runnel.model.FunctionCallOutput;

/** What a tool gave, as the model reads it. */
final class ToolOutputs {

    private ToolOutputs() {
    }

    /** A text, or the parts that it consists of. */
    static FunctionCallOutput item(String callId, OutputValue output) {
        return output.parts().isEmpty() ? FunctionCallOutput.of(callId, output.text())
                : FunctionCallOutput.of(callId, output.parts());
    }
}
