package dev.runnel.run;

import dev.runnel.agent.GuardrailTripwireTriggeredException;
import dev.runnel.event.RunError;
import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelHttpException;
import java.util.Objects;

/** What readers of the stream are told of a failure. */
final class RunErrors {

    private RunErrors() {
    }

    static RunError of(Throwable failure) {
        if (failure instanceof ModelHttpException refused) {
            return RunError.ofHttp(refused.errorType(), refused.getMessage(), refused.status(), refused.code(),
                    refused.retryAfter());
        }
        if (failure instanceof ModelBehaviorException behavior) {
            return RunError.of(behavior.errorType(), behavior.getMessage(), behavior.code());
        }
        if (failure instanceof GuardrailTripwireTriggeredException tripwire) {
            return RunError.ofGuardrail(tripwire.errorType(), tripwire.getMessage(), tripwire.guardrail(),
                    tripwire.outputInfo());
        }
        if (failure instanceof AgentsException known) {
            return RunError.of(known.errorType(), Objects.requireNonNullElse(known.getMessage(), "The run failed"));
        }
        // its message was written for nobody in particular, and may hold anything
        return RunError.of("internal", "The run failed because of an error inside the application; its log tells more");
    }
}
