package dev.runnel.run;

import dev.runnel.agent.ToolOutputGuardrailTripwireTriggeredException;
import dev.runnel.event.OutputValue;
import dev.runnel.tool.ToolContext;
import dev.runnel.tool.ToolOutputGuardrail;
import dev.runnel.tool.ToolOutputGuardrailResult;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;

/** Asks the guardrails of a tool about what it gave, one after the other, until one does not let it pass. */
final class ToolOutputGuardrails implements ToolStep {

    private final List<ToolOutputGuardrail> guardrails;
    private final Consumer<ToolOutputGuardrailResult> found;
    private final ToolStep step;

    ToolOutputGuardrails(List<ToolOutputGuardrail> guardrails, Consumer<ToolOutputGuardrailResult> found, ToolStep step) {
        this.guardrails = guardrails;
        this.found = found;
        this.step = step;
    }

    @Override
    public Uni<OutputValue> answer(ToolContext call) {
        return Uni.createFrom().deferred(() -> {
            CallContext context = CallContext.current();
            return step.answer(call).flatMap(given -> next(0, call, given, context));
        });
    }

    private Uni<OutputValue> next(int place, ToolContext call, OutputValue given, CallContext context) {
        if (place == guardrails.size()) {
            return Uni.createFrom().item(given);
        }
        ToolOutputGuardrail guardrail = guardrails.get(place);
        return Uni.createFrom().deferred(() -> guardrail.check(call, given)).emitOn(context)
                .onItem().ifNull().failWith(() -> new IllegalStateException("The guardrail gave null"))
                .flatMap(output -> {
                    ToolOutputGuardrailResult result = new ToolOutputGuardrailResult(guardrail.name(), call.call().name(),
                            call.callId(), output);
                    found.accept(result);
                    return switch (output.behavior()) {
                        case ALLOW -> next(place + 1, call, given, context);
                        case REJECT_CONTENT -> Uni.createFrom().item(OutputValue.of(output.message()));
                        case RAISE_EXCEPTION -> Uni.createFrom().failure(
                                new ToolOutputGuardrailTripwireTriggeredException(result));
                    };
                });
    }
}
