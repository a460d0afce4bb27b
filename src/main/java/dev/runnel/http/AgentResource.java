package dev.runnel.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.Handoff;
import dev.runnel.agent.ToolSource;
import dev.runnel.model.Json;
import dev.runnel.tool.Tool;
import dev.runnel.tool.ToolCatalog;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** {@code GET /agents}: who there is. */
@Path(AgentResource.PATH)
@Singleton
@EndpointDisabled(name = "runnel.http.enabled", stringValue = "false")
@IfBuildProperty(name = "runnel.http.enabled", stringValue = "true", enableIfMissing = true)
public class AgentResource {

    static final String PATH = "/agents";

    private final AgentRegistry agents;
    private final ToolCatalog catalog;

    @Inject
    AgentResource(AgentRegistry agents, ToolCatalog catalog) {
        this.agents = agents;
        this.catalog = catalog;
    }

    /**
     * All agents, each with its name, the description that others are told, the names of its tools and of those it hands off
     * to.
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public String list() {
        return Json.write(json -> {
            json.writeStartArray();
            for (Agent agent : agents.agents()) {
                write(json, agent);
            }
            json.writeEndArray();
        }).toString();
    }

    private void write(JsonGenerator json, Agent agent) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", agent.name());
        if (agent.handoffDescription().isPresent()) {
            json.writeStringField("description", agent.handoffDescription().get());
        }
        writeNames(json, "tools", agent.tools().stream().flatMap(this::toolNames).toList());
        writeNames(json, "handoffs", agent.handoffs().stream().map(Handoff::agentName).toList());
        json.writeEndObject();
    }

    private Stream<String> toolNames(ToolSource source) {
        if (source instanceof ToolSource.OfClass tools) {
            return catalog.toolsOf(tools.beanClass()).stream().map(Tool::name);
        }
        if (source instanceof ToolSource.OfAgent agent) {
            return Stream.of(agent.tool().name());
        }
        if (source instanceof ToolSource.OfHosted hosted) {
            return Stream.of(hosted.tool().name());
        }
        if (source instanceof ToolSource.OfTool given) {
            return Stream.of(given.tool().name());
        }
        return Stream.of(((ToolSource.OfName) source).name());
    }

    private static void writeNames(JsonGenerator json, String field, List<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }
}
