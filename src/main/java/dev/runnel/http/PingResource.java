package dev.runnel.http;

import dev.runnel.model.Json;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * {@code GET /ping}, of AWS Bedrock AgentCore Runtime's HTTP contract: whether runs go on, and since when it is so. A
 * session that is not busy for long is ended; the time must not move while nothing changes.
 */
@Path(PingResource.PATH)
@Singleton
@IfBuildProperty(name = "runnel.agentcore.included", stringValue = "true")
public class PingResource {

    static final String PATH = "/ping";

    private final OpenRuns runs;

    @Inject
    PingResource(OpenRuns runs) {
        this.runs = runs;
    }

    /** {@code Healthy} or {@code HealthyBusy}, and the time of the last change in seconds since 1970. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public String ping() {
        Workload.State state = runs.workload();
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("status", state.busy() ? "HealthyBusy" : "Healthy");
            json.writeNumberField("time_of_last_update", state.since().getEpochSecond());
            json.writeEndObject();
        }).toString();
    }
}
