package dev.runnel.http;

import dev.runnel.agent.Agent;
import dev.runnel.event.OutputValue;
import dev.runnel.model.JsonText;
import dev.runnel.model.scripted.ScriptedModel;
import dev.runnel.run.TestIdentity;
import dev.runnel.tool.HostedTool;
import dev.runnel.tool.Tool;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** An agent whose tool waits for a person, and who calls: the header X-Known tells it. */
@Singleton
class ResumeAgents {

    final ScriptedModel model = new ScriptedModel();
    final List<String> paid = new CopyOnWriteArrayList<>();

    @Inject
    CurrentIdentityAssociation identity;

    @Produces
    @Singleton
    @Named("cashier")
    Agent cashier() {
        return Agent.named("Cashier").model(model).tools(Tool.named("pay").needsApproval(true).handler((call, arguments) -> {
            paid.add(call.callId());
            return Uni.createFrom().item(OutputValue.of("paid " + call.callId()));
        })).build();
    }

    @Produces
    @Singleton
    @Named("reader")
    Agent reader() {
        return Agent.named("Reader").model(model)
                .tools(HostedTool.of(JsonText.of("{\"type\":\"mcp\",\"server_label\":\"docs\"}"))).build();
    }

    @Produces
    @Singleton
    @Named("other-cashier")
    Agent other() {
        return Agent.named("Other cashier").model(model).build();
    }

    @ServerRequestFilter
    void identify(ContainerRequestContext request) {
        String caller = request.getHeaderString("X-Known");
        if (caller != null) {
            identity.setIdentity(new TestIdentity(caller));
        }
    }
}
