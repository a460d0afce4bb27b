package dev.runnel.run;

import dev.runnel.agent.ToolInputGuardrailTripwireTriggeredException;
import dev.runnel.event.OutputValue;
import dev.runnel.tool.ToolContext;
import dev.runnel.tool.ToolInputGuardrail;
import dev.runnel.tool.ToolInputGuardrailResult;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;

/** Asks the guardrails of a tool before it is called, one after the other, until one does not let the call pass. */
final class ToolInputGuardrails implements ToolStep {

    private final List<ToolInputGuardrail> guardrails;
    private final Consumer<ToolInputGuardrailResult> found;
    private final ToolStep step;

    ToolInputGuardrails(List<ToolInputGuardrail> guardrails, Consumer<ToolInputGuardrailResult> found, ToolStep step) {
        this.guardrails = guardrails;
        this.found = found;
        this.step = step;
    }

    @Override
    public Uni<OutputValue> answer(ToolContext call) {
        return Uni.createFrom().deferred(() -> next(0, call, CallContext.current()));
    }

    private Uni<OutputValue> next(int place, ToolContext call, CallContext context) {
        if (place == guardrails.size()) {
            return step.answer(call);
        }
        ToolInputGuardrail guardrail = guardrails.get(place);
        return Uni.createFrom().deferred(() -> guardrail.check(call)).emitOn(context)
                .onItem().ifNull().failWith(() -> new IllegalStateException("The guardrail gave null"))
                .onFailure().transform(failure -> RaisedFailure.named(call.call().name(), failure))
                .flatMap(output -> {
                    ToolInputGuardrailResult result = new ToolInputGuardrailResult(guardrail.name(), call.call().name(),
                            call.callId(), output);
                    found.accept(result);
                    return switch (output.behavior()) {
                        case ALLOW -> next(place + 1, call, context);
                        case REJECT_CONTENT -> Uni.createFrom().item(OutputValue.of(output.message()));
                        case RAISE_EXCEPTION -> Uni.createFrom().failure(
                                new ToolInputGuardrailTripwireTriggeredException(result));
                    };
                });
    }
}
