package dev.runnel.http;

import dev.runnel.agent.Agent;
import dev.runnel.agent.GuardrailFunctionOutput;
import dev.runnel.agent.OutputGuardrail;
import dev.runnel.event.OutputValue;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.tool.Tool;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Agents for the tests of this package; the script of the first is written by each test. */
@Singleton
class ScriptedAgents {

    final ScriptedModel model = new ScriptedModel();

    @Produces
    @Singleton
    @Named("scripted")
    Agent scripted() {
        return Agent.named("Scripted").model(model).build();
    }

    /** Its model never says anything. */
    @Produces
    @Singleton
    @Named("silent")
    Agent silent() {
        return Agent.named("Silent").model(request -> Multi.createFrom().nothing()).build();
    }

    /** Its answers are looked at before they count. */
    @Produces
    @Singleton
    @Named("polite")
    Agent polite() {
        return Agent.named("Polite").model(model).outputGuardrails(OutputGuardrail.named("polite")
                .check((run, agent, output) -> Uni.createFrom().item(GuardrailFunctionOutput.pass()))).build();
    }

    @Produces
    @Singleton
    @Named("greeter")
    Agent greeter() {
        Tool tool = Tool.named("say_hello").handler((context, arguments) -> Uni.createFrom().item(OutputValue.of("Hello")));
        return Agent.named("Greeter \"é\"").handoffDescription("Greets").model(model).tools(tool).handoffs("Scripted")
                .build();
    }
}
