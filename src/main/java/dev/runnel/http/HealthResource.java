package dev.runnel.http;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Whether the process lives, and whether it takes runs, at the paths and in the form of MicroProfile Health. Written by
 * hand, because that extension costs more than these lines; where an application has it, its own answers come first.
 */
@Path("/q/health")
@Singleton
@EndpointDisabled(name = "runnel.http.enabled", stringValue = "false")
@IfBuildProperty(name = "runnel.http.enabled", stringValue = "true", enableIfMissing = true)
public class HealthResource {

    static final String LIVE = "/q/health/live";
    static final String READY = "/q/health/ready";

    private final OpenRuns runs;

    @Inject
    HealthResource(OpenRuns runs) {
        this.runs = runs;
    }

    /** Up as long as the server answers. */
    @GET
    @Path("/live")
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public String live() {
        return body("UP");
    }

    /**
     * Up until the application is told to stop; from then on 503. Nothing answers before the start is complete: the server
     * is opened last. Whether the model answers is not asked: a new process would not help.
     */
    @GET
    @Path("/ready")
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public String ready() {
        if (runs.isStopping()) { // thrown: for any other type than a string every build would warn of a missing extension
            throw new WebApplicationException(Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .entity(body("DOWN")).type(MediaType.APPLICATION_JSON).build());
        }
        return body("UP");
    }

    private static String body(String status) {
        return "{\"status\":\"" + status + "\",\"checks\":[]}";
    }
}
