package dev.runnel.http;

import dev.runnel.agent.Agent;
import dev.runnel.agent.AgentRegistry;
import dev.runnel.agent.UserException;
import dev.runnel.event.CancelReason;
import dev.runnel.event.RawResponsesStreamEvent;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.run.CancelMode;
import dev.runnel.run.RunOptions;
import dev.runnel.run.RunOptionsBuilder;
import dev.runnel.run.RunResultStreaming;
import dev.runnel.run.Runner;
import dev.runnel.session.Session;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * Starts the runs that requests ask for. To be called on the request's event loop; what is wrong with a request is
 * thrown, or the failure of the result, as a {@link ProblemException}. Thread-safe.
 */
@Singleton
final class RunStarts {

    private static final MediaType COLLECTED = MediaType.APPLICATION_JSON_TYPE.withCharset("UTF-8");

    private final Runner runner;
    private final AgentRegistry agents;
    private final OpenRuns open;
    private final RunContexts contexts;
    private final RunSessions sessions;
    private final RunStates states;
    private final RunTimes times;
    private final int maxTurns;
    private final boolean keepPartialText;

    @Inject
    RunStarts(Runner runner, AgentRegistry agents, OpenRuns open, RunContexts contexts,
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
    }

    /**
     * The events of a run, once it can start. The run starts when they are subscribed to; to cancel is to cancel it.
     *
     * @param asked reads the request; called once, and not before there is a place for its run
     */
    Uni<Multi<StreamEvent>> events(Supplier<RunRequest> asked) {
        return admitted(asked, (request, run, all) -> request.rawEvents() ? all
                : all.select().where(event -> !(event instanceof RawResponsesStreamEvent)));
    }

    /**
     * What a run gave, once it has ended. To subscribe is to run; to cancel is to cancel the run.
     *
     * @param asked as in {@link #events}
     */
    Uni<Response> result(Supplier<RunRequest> asked) {
        return admitted(asked, (request, run, events) -> CollectedRun.answer(events, run::newItems))
                .flatMap(Function.identity())
                .map(json -> Response.ok(json, COLLECTED).build());
    }

    /** Makes the answer of a request from the run that it has led to, and from the run's events. */
    @FunctionalInterface
    private interface Answering<T> {
        T answer(RunRequest request, RunResultStreaming run, Multi<StreamEvent> events);
    }

    /**
     * The run's place is taken when the body is there, so that no slow sender holds one, and given back when the request is
     * over: answered, refused, or given up by its client; that in its session also when the run is.
     */
    private <T> Uni<T> admitted(Supplier<RunRequest> asked, Answering<T> answering) {
        Runnable leave = open.admit();
        CurrentRequestManager.get().registerCompletionCallback(over -> leave.run());
        RunSessions.Place place = sessions.place();
        CurrentRequestManager.get().registerCompletionCallback(over -> place.giveBack());
        Optional<Instant> deadline = LambdaContext.deadline(
                CurrentRequestManager.get().getHttpHeaders().getRequestHeader(LambdaContext.HEADER));
        RunRequest request = asked.get();
        Agent agent = agents.agent(request.agent()).orElseThrow(() -> unknown(request.agent()));
        return states.caller().flatMap(caller -> {
            Optional<StateTicket> ticket = request.resume().map(resume -> states.open(resume, agent.name(), caller));
            StateOwner owner = new StateOwner(agent.name(), caller,
                    ticket.map(StateTicket::sessionId).orElse(request.sessionId()));
            return contexts.of(new RunContextRequest(agent.name(), request.context()))
                    .flatMap(context -> place.take(owner.sessionId())
                            .map(session -> run(agent, request, ticket, options(request, context, session, deadline))))
                    .map(run -> answering.answer(request, run, states.given(run, owner, inPlace(tracked(run), place))));
        });
    }

    /**
     * The session is free before the run's end is told, and all that it shall have is in it by then: who has read the end
     * may go on at once.
     */
    private static Multi<StreamEvent> inPlace(Multi<StreamEvent> events, RunSessions.Place place) {
        return events.onItem().invoke(event -> {
            if (event instanceof RunUpdatedStreamEvent run && run.status().isTerminal()) {
                place.giveBack();
            }
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
