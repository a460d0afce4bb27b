package dev.runnel.run;

import dev.runnel.agent.Agent;
import dev.runnel.agent.OutputGuardrail;
import dev.runnel.agent.OutputGuardrailResult;
import dev.runnel.agent.OutputGuardrailTripwireTriggeredException;
import dev.runnel.event.OutputValue;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.stream.Stream;

/** Asks the output guardrails of the agent that gave the output, and those of the run, all at the same time. */
final class OutputGuardrails {

    private final Run run;
    private final Transcript transcript;
    private final Agent agent;
    private final List<OutputGuardrail> guardrails;

    OutputGuardrails(Run run, Agent agent) {
        this.run = run;
        this.transcript = run.transcript();
        this.agent = agent;
        this.guardrails = Stream.concat(agent.outputGuardrails().stream(), run.options().outputGuardrails().stream())
                .toList();
    }

    /** Completes once all have let it pass; fails with the first one that does not. */
    Uni<Void> check(OutputValue output) {
        return guardrails.isEmpty() ? Hooks.DONE
                : Uni.join().all(guardrails.stream().map(guardrail -> check(guardrail, output)).toList()).andFailFast()
                        .replaceWithVoid();
    }

    private Uni<OutputGuardrailResult> check(OutputGuardrail guardrail, OutputValue agentOutput) {
        return run.scope().aside(Uni.createFrom().deferred(() -> guardrail.check(transcript.context(), agent, agentOutput)))
                .onItem().ifNull().failWith(() -> new IllegalStateException(
                        "The output guardrail '" + guardrail.name() + "' gave null in the place of its finding"))
                .emitOn(run.mailbox()::execute)
                .map(output -> new OutputGuardrailResult(guardrail.name(), agent.ref(), agentOutput, output))
                .invoke(transcript::add)
                .invoke(result -> {
                    if (result.output().tripwireTriggered()) {
                        throw new OutputGuardrailTripwireTriggeredException(result);
                    }
                });
    }
}
