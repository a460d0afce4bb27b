package com.acme.tea;

import dev.runnel.agent.Agent;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.InputGuardrail;
import dev.runnel.context.RunContext;
import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import dev.runnel.model.Message;
import dev.runnel.model.ResponseItem;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/** Nobody gets coffee here. */
@Singleton
class NoCoffee implements InputGuardrail {

    @Override
    public Uni<GuardrailFunctionOutput> check(RunContext run, Agent agent, List<ResponseItem> input) {
        boolean coffee = input.stream().anyMatch(item -> item instanceof Message said && said.text().contains("coffee"));
        JsonText word = JsonText.of("{\"word\":\"coffee\"}");
        return Uni.createFrom().item(coffee ? GuardrailFunctionOutput.tripwire(new OutputValue(word, word))
                : GuardrailFunctionOutput.pass());
    }

    @Override
    public boolean runInParallel() {
        return false;
    }
}
