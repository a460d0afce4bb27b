package dev.runnel.run;

import dev.runnel.event.RunError;
import dev.runnel.model.AgentsException;
import dev.runnel.model.ModelBehaviorException;
import dev.runnel.model.ModelHttpException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** What readers of the stream are told of a failure. */
final class RunErrors {

    private RunErrors() {
    }

    static RunError of(Throwable failure) {
        if (failure instanceof ModelHttpException refused) {
            return new RunError(refused.errorType(), refused.getMessage(), OptionalInt.of(refused.status()),
                    refused.code(), refused.retryAfter());
        }
        if (failure instanceof ModelBehaviorException behavior) {
            return new RunError(behavior.errorType(), behavior.getMessage(), OptionalInt.empty(), behavior.code(),
                    Optional.empty());
        }
        if (failure instanceof AgentsException known) {
            return RunError.of(known.errorType(), Objects.requireNonNullElse(known.getMessage(), "The run failed"));
        }
        // its message was written for nobody in particular, and may hold anything
        return RunError.of("internal", "The run failed because of an error inside the application; its log tells more");
    }
}
