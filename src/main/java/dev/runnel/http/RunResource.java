package dev.runnel.http;

import dev.runnel.event.StreamEvent;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** {@code POST /runs}: starts a run and answers with its events, or with what it gave: {@link Negotiation} decides. */
@Path(RunResource.PATH)
@Singleton
@NonBlocking // whatever the application has made the default
@EndpointDisabled(name = "runnel.http.enabled", stringValue = "false")
@IfBuildProperty(name = "runnel.http.enabled", stringValue = "true", enableIfMissing = true)
public class RunResource {

    static final String PATH = "/runs";

    private final RunStarts starts;
    private final RunRequestReader reader;

    @Inject
    RunResource(RunStarts starts, HttpConfig config) {
        this.starts = starts;
        this.reader = RunRequestReader.of(config, RequestForm.RUN);
    }

    /**
     * Its events as server-sent events. The run starts when the framework subscribes; everything that is wrong with the
     * request is found before. It takes {@code application/json}, which {@link Negotiation} checks.
     */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Streamed
    public Multi<StreamEvent> stream(RunBody body) {
        return events(body);
    }

    /** Its events, one per line. */
    @POST
    @Produces(Frames.LINES)
    @Streamed
    public Multi<StreamEvent> lines(RunBody body) {
        return events(body);
    }

    /**
     * What it gave, once it has ended. Where a method is told to produce JSON and returns anything but a text, Quarkus warns
     * in every build without a JSON extension; no such extension is needed here, so the answer itself tells its type.
     */
    @POST
    public Uni<Response> collect(RunBody body) {
        return starts.result(() -> reader.read(body));
    }

    private Multi<StreamEvent> events(RunBody body) {
        return PendingEvents.of(starts.events(() -> reader.read(body)), CurrentRequestManager.get());
    }
}
