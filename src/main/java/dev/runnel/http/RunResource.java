package dev.runnel.http;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.UserException;
import dev.runnel.event.CancelReason;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.run.CancelMode;
import dev.runnel.run.RunOptions;
import dev.runnel.run.RunOptionsBuilder;
import dev.runnel.run.RunResultStreaming;
import dev.runnel.run.Runner;
import dev.runnel.session.Session;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** {@code POST /runs}: starts a run and answers with its events, or with what it gave: {@link Negotiation} decides. */
@Path(RunResource.PATH)
@Singleton
@NonBlocking // whatever the application has made the default
@EndpointDisabled(name = "runnel.http.enabled", stringValue = "false")
@IfBuildProperty(name = "runnel.http.enabled", stringValue = "true", enableIfMissing = true)
public class RunResource {

    static final String PATH = "/runs";

    private static final MediaType COLLECTED = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");

    private final Runner runner;
    private final AgentRegistry agents;
    private final OpenRuns open;
    private final RunContexts contexts;
    private final RunSessions sessions;
    private final RunStates states;
    private final RunTimes times;
    private final RunRequestReader reader;
    private final int maxTurns;
    private final boolean keepPartialText;

    @Inject
    RunResource(Runner runner, AgentRegistry agents, OpenRuns open, RunContexts contexts,
            RunSessions sessions, RunStates states, RunTimes times, HttpConfig config) {
        this.runner = runner;
        this.agents = agents;
        this.open = open;
        this.contexts = contexts;
        this.sessions = sessions;
        this.states = states;
        this.times = times;
        this.keepPartialText = config.keepPartialText();
        this.maxTurns = config.maxTurns();
        this.reader = new RunRequestReader(maxTurns, config.maxRunTime(),
                new InputReader(config.trustedInput(), config.maxInputItems()));
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
        return admitted(body, (request, run, events) -> CollectedRun.answer(events, run::newItems))
                .flatMap(Function.identity())
                .map(json -> Response.ok(json, COLLECTED).build());
    }

    private Multi<StreamEvent> events(RunBody body) {
        return PendingEvents.of(admitted(body, (request, run, all) -> request.rawEvents() ? all
                : all.select().where(event -> !(event instanceof RawResponsesStreamEvent))), CurrentRequestManager.get());
    }

    /** Makes the answer of a request from the run that it has led to, and from the run's events. */
    @FunctionalInterface
    private interface Answering<T> {
        T answer(RunRequest request, RunResultStreaming run, Multi<StreamEvent> events);
    }

    /**
     * The run's place is taken when the body is there, so that no slow sender holds one, and given back when the request is
     * over: answered, refused, or given up by its client.
     */
    private <T> Uni<T> admitted(RunBody body, Answering<T> answering) {
        Runnable leave = open.admit();
        CurrentRequestManager.get().registerCompletionCallback(over -> leave.run());
        RunSessions.Place place = sessions.place();
        CurrentRequestManager.get().registerCompletionCallback(over -> place.giveBack());
        Optional<Instant> deadline = LambdaContext.deadline(
                CurrentRequestManager.get().getHttpHeaders().getRequestHeader(LambdaContext.HEADER));
        RunRequest request = reader.read(body == null ? new byte[0] : body.json());
        Agent agent = agents.agent(request.agent()).orElseThrow(() -> unknown(request.agent()));
        return states.caller().flatMap(caller -> {
            Optional<StateTicket> ticket = request.resume().map(resume -> states.open(resume, agent.name(), caller));
            StateOwner owner = new StateOwner(agent.name(), caller,
                    ticket.map(StateTicket::sessionId).orElse(request.sessionId()));
            return contexts.of(new RunContextRequest(agent.name(), request.context()))
                    .flatMap(context -> place.take(owner.sessionId())
                            .map(session -> run(agent, request, ticket, options(request, context, session, deadline))))
                    .map(run -> answering.answer(request, run, states.given(run, owner, tracked(run))));
        });
    }

    private RunResultStreaming run(Agent agent, RunRequest request, Optional<StateTicket> ticket, RunOptions options) {
        try {
            if (ticket.isEmpty()) {
                return runner.runStreamed(agent, request.input(), options);
            }
            RunResultStreaming resumed = runner.runStreamed(agent, ticket.get().state(), options);
            states.use(ticket.get()); // nothing of the run has begun
            return resumed;
        } catch (UserException conflict) {
            throw Problem.of(422, "The agent cannot be run so: " + conflict.getMessage()).exception();
        }
    }

    private RunOptions options(RunRequest request, Optional<Object> context, Optional<Session> session,
            Optional<Instant> deadline) {
        RunOptionsBuilder options = RunOptions.builder().maxTurns(request.maxTurns().orElse(maxTurns))
                .maxRunTime(times.of(request.maxRunTime(), deadline));
        context.ifPresent(options::context);
        session.ifPresent(options.keepPartialText(keepPartialText)::session);
        request.previousResponseId().ifPresent(options::previousResponseId);
        request.conversationId().ifPresent(options::conversationId);
        return options.build();
    }

    private Multi<StreamEvent> tracked(RunResultStreaming run) {
        return open.track(run.runId(), run.currentAgent().name(),
                () -> run.cancel(CancelMode.IMMEDIATE, CancelReason.SHUTDOWN), run.streamEvents());
    }

    private ProblemException unknown(String name) {
        List<String> known = agents.agents().stream().map(Agent::name).toList();
        return Problem.of(404, "There is no agent " + Problem.quote(name) + "; the agents are " + known)
                .with("field", "agent").with("agents", known).exception();
    }
}
