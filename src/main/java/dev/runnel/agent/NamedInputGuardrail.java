package dev.runnel.agent;

import dev.runnel.context.RunContext;
import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** A lambda as a guardrail with a name. */
record NamedInputGuardrail(String name, boolean runInParallel, InputGuardrail check) implements InputGuardrail {

    @Override
    public Uni<GuardrailFunctionOutput> check(RunContext run, Agent agent, List<ResponseItem> input) {
        return check.check(run, agent, input);
    }
}
