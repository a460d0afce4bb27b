package dev.runnel.http;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.event.CancelReason;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.run.CancelMode;
import dev.runnel.run.RunOptions;
import dev.runnel.run.RunResultStreaming;
import dev.runnel.run.Runner;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Multi;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** {@code POST /runs}: starts a run and answers with its events. */
@Path(RunResource.PATH)
@Singleton
@EndpointDisabled(name = "runnel.http.enabled", stringValue = "false")
@IfBuildProperty(name = "runnel.http.enabled", stringValue = "true", enableIfMissing = true)
public class RunResource {

    static final String PATH = "/runs";

    private final Runner runner;
    private final AgentRegistry agents;
    private final OpenRuns open;
    private final RunRequestReader reader;
    private final int maxTurns;

    @Inject
    RunResource(Runner runner, AgentRegistry agents, OpenRuns open, HttpConfig config) {
        this.runner = runner;
        this.agents = agents;
        this.open = open;
        this.maxTurns = config.maxTurns();
        this.reader = new RunRequestReader(maxTurns, new InputReader(config.trustedInput()));
    }

    /**
     * The run starts when the framework subscribes; everything that is wrong with the request is found before. It takes
     * {@code application/json}, which {@link Negotiation} checks; an annotation that says so would make every build warn
     * that a JSON extension is missing.
     */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Streamed
    public Multi<StreamEvent> stream(byte[] body) {
        open.admit();
        RunRequest request = reader.read(body == null ? new byte[0] : body);
        Agent agent = agents.agent(request.agent()).orElseThrow(() -> unknown(request.agent()));
        RunResultStreaming run = runner.runStreamed(agent, request.input(),
                RunOptions.builder().maxTurns(request.maxTurns().orElse(maxTurns)).build());
        Multi<StreamEvent> events = open.track(run.runId(), agent.name(),
                () -> run.cancel(CancelMode.IMMEDIATE, CancelReason.SHUTDOWN), run.streamEvents());
        return request.rawEvents() ? events : events.select().where(event -> !(event instanceof RawResponsesStreamEvent));
    }

    private ProblemException unknown(String name) {
        List<String> known = agents.agents().stream().map(Agent::name).toList();
        return Problem.of(404, "There is no agent " + Problem.quote(name) + "; the agents are " + known)
                .with("field", "agent").with("agents", known).exception();
    }
}
