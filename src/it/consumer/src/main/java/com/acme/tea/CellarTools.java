package com.acme.tea;

import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import dev.runnel.tool.FunctionTool;
import dev.runnel.tool.NeedsApproval;
import dev.runnel.tool.ToolContext;
import dev.runnel.tool.ToolErrorFunction;
import dev.runnel.tool.ToolGuardrailFunctionOutput;
import dev.runnel.tool.ToolInputGuardrail;
import dev.runnel.tool.ToolOutputGuardrail;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** A tool with all that may stand around its calls, each a bean that its annotation names. */
public class CellarTools {

    private static final int UNLUCKY = 13;

    @FunctionTool(value = "Fetches chests of tea.", timeout = "150ms", timeoutErrorFunction = Late.class,
            failureErrorFunction = Sorry.class, approvalRule = Heavy.class, toolInputGuardrails = NotAll.class,
            toolOutputGuardrails = NoPrices.class)
    String fetchChests(int count) throws InterruptedException {
        if (count == UNLUCKY) {
            throw new IllegalStateException("nobody carries " + UNLUCKY);
        }
        if (count == 0) {
            Thread.sleep(60_000);
        }
        return count == 1 ? "one chest, for 90 euros" : count + " chests";
    }

    @Singleton
    static class Late implements ToolErrorFunction {

        @Override
        public Uni<String> text(ToolContext call, Throwable error) {
            return Uni.createFrom().item("The cellar is too deep.");
        }
    }

    @Singleton
    static class Sorry implements ToolErrorFunction {

        @Override
        public Uni<String> text(ToolContext call, Throwable error) {
            return Uni.createFrom().item("Sorry: " + error.getMessage());
        }
    }

    @Singleton
    static class Heavy implements NeedsApproval {

        @Override
        public Uni<Boolean> needed(ToolContext context, JsonText arguments) {
            return Uni.createFrom().item(arguments.number("count").orElse(0) > 20);
        }
    }

    @Singleton
    static class NotAll implements ToolInputGuardrail {

        @Override
        public Uni<ToolGuardrailFunctionOutput> check(ToolContext call) {
            return Uni.createFrom().item(call.call().arguments().contains("19")
                    ? ToolGuardrailFunctionOutput.rejectContent("There are only 18.")
                    : ToolGuardrailFunctionOutput.allow());
        }
    }

    @Singleton
    static class NoPrices implements ToolOutputGuardrail {

        @Override
        public Uni<ToolGuardrailFunctionOutput> check(ToolContext call, OutputValue output) {
            return Uni.createFrom().item(output.text().contains("euros")
                    ? ToolGuardrailFunctionOutput.rejectContent("one chest")
                    : ToolGuardrailFunctionOutput.allow());
        }
    }
}
