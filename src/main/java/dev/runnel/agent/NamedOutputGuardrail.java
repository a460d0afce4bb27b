package dev.runnel.agent;

import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import io.smallrye.mutiny.Uni;

/** A lambda as a guardrail with a name. */
record NamedOutputGuardrail(String name, OutputGuardrail check) implements OutputGuardrail {

    @Override
    public Uni<GuardrailFunctionOutput> check(RunContext run, Agent agent, OutputValue output) {
        return check.check(run, agent, output);
    }
}
