package dev.runnel.run;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** May give a run its final output where it would have failed. */
@FunctionalInterface
public interface RunErrorHandler {

    /**
     * What the run shall give instead; empty to let it fail. Called in the run's request context on its event loop, so it
     * must not block; the answer may come from any thread. A failure fails the run in the place of the first one. Output
     * guardrails look at the output as at any other.
     */
    Uni<Optional<RunErrorHandlerResult>> handle(RunErrorHandlerInput input);

    /** Gives this text always. */
    static RunErrorHandler giving(String finalOutput) {
        Uni<Optional<RunErrorHandlerResult>> always = Uni.createFrom().item(
                Optional.of(RunErrorHandlerResult.of(finalOutput)));
        return input -> always;
    }
}
