package dev.runnel.tool;

import dev.runnel.context.RunContext;
import dev.runnel.event.AgentRef;
import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import dev.runnel.model.ToolOutputImage;
import dev.runnel.model.ToolOutputPart;
import dev.runnel.model.ToolOutputText;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Tools whose annotations say what the runner does around their calls. */
public class ControlledTools {

    @FunctionTool(failureErrorFunction = Words.class, timeout = "PT1M30S", timeoutErrorFunction = Words.class,
            isEnabled = Sometimes.class, approvalRule = Large.class, toolInputGuardrails = { Gate.class, Gate.class },
            toolOutputGuardrails = Censor.class)
    String ctEverything() {
        return "";
    }

    @FunctionTool(failureErrorFunction = ToolErrorFunction.Raise.class, timeout = "500ms",
            timeoutBehavior = TimeoutBehavior.RAISE_EXCEPTION, needsApproval = true)
    String ctRaises() {
        return "";
    }

    @FunctionTool
    List<ToolOutputPart> ctParts() {
        return List.of(new ToolOutputText("a cat"), ToolOutputImage.file("file_1"));
    }

    @FunctionTool
    ToolOutputPart ctPart() {
        return new ToolOutputText("alone");
    }

    @FunctionTool
    String ctProgress(ToolContext call) {
        call.progress("half done");
        return "done";
    }

    @Singleton
    static class Words implements ToolErrorFunction {

        @Override
        public Uni<String> text(ToolContext call, Throwable error) {
            return Uni.createFrom().item("Words of a bean");
        }
    }

    @Singleton
    static class Sometimes implements Enabled {

        @Override
        public Uni<Boolean> isEnabled(RunContext run, AgentRef agent) {
            return Uni.createFrom().item(agent.name().equals("A"));
        }
    }

    @Singleton
    static class Large implements NeedsApproval {

        @Override
        public Uni<Boolean> needed(ToolContext context, JsonText arguments) {
            return Uni.createFrom().item(arguments.length() > 10);
        }
    }

    @Singleton
    static class Gate implements ToolInputGuardrail {

        @Override
        public Uni<ToolGuardrailFunctionOutput> check(ToolContext call) {
            return Uni.createFrom().item(ToolGuardrailFunctionOutput.allow());
        }
    }

    @Singleton
    static class Censor implements ToolOutputGuardrail {

        @Override
        public Uni<ToolGuardrailFunctionOutput> check(ToolContext call, OutputValue output) {
            return Uni.createFrom().item(ToolGuardrailFunctionOutput.rejectContent("***"));
        }
    }
}
