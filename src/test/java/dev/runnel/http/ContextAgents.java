package dev.runnel.http;

import static dev.runnel.model.scripted.ScriptedItems.functionCall;
import static dev.runnel.model.scripted.ScriptedItems.message;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.model.FunctionCall;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolContext;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/** An agent whose tool tells the run's context object and the caller's name, and the factory, which each test gives. */
@Alternative
@Singleton
class ContextAgents implements RunContextFactory {

    static final String AGENT = "Doorman";

    private final ScriptedModel model = new ScriptedModel();
    private volatile RunContextFactory factory;

    @Inject
    HttpHeaders headers;

    @Inject
    CurrentIdentityAssociation identity;

    void make(RunContextFactory next) {
        factory = next;
        model.answer((FunctionCall) functionCall("c1", "who_is_there", "{}")).answer(message("Come in"));
    }

    int modelCalls() {
        return model.calls().size();
    }

    @Override
    public Uni<?> create(RunContextRequest request) {
        return factory.create(request);
    }

    @Produces
    @Singleton
    @Named("doorman")
    Agent doorman() {
        return Agent.named(AGENT).model(model).tools(Tool.named("who_is_there").handler((call, none) -> whoIsThere(call)))
                .build();
    }

    private Uni<OutputValue> whoIsThere(ToolContext call) {
        Optional<Object> context = call.run().context();
        return identity.getDeferredIdentity()
                .map(caller -> caller == null ? "nobody" : caller.getPrincipal().getName())
                .map(name -> OutputValue.of("context " + context.orElse("none") + ", caller " + name));
    }
}
