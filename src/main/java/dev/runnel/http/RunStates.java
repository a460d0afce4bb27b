package dev.runnel.http;

import dev.runnel.agent.UserException;
import dev.runnel.event.RunStatus;
import dev.runnel.event.RunUpdatedStreamEvent;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.ToolApprovalItem;
import dev.runnel.run.RunResultStreaming;
import dev.runnel.run.RunState;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The states of interrupted runs, which nobody keeps but the clients: sealed, with their owner and their time in them. Each
 * is used once as far as this process knows. Without a key there are none. Thread-safe.
 */
@Singleton
final class RunStates {

    private static final Logger LOG = Logger.getLogger(RunStates.class);

    private final Optional<StateSeal> seal;
    private final Duration lifetime;
    private final UsedStates used;
    private final Callers callers;
    private final BodyLimit limit;
    private final Clock clock;

    @Inject
    RunStates(StateConfig config, Callers callers, BodyLimit limit) {
        this(config, callers, limit, Clock.systemUTC());
    }

    /** @throws io.quarkus.runtime.configuration.ConfigurationException for settings that cannot be used */
    RunStates(StateConfig config, Callers callers, BodyLimit limit, Clock clock) {
        StateConfigCheck.check(config);
        this.seal = config.keys().map(StateKeys::of).map(StateSeal::new);
        this.lifetime = config.lifetime();
        this.used = new UsedStates(config.maxUsed(), clock);
        this.callers = callers;
        this.limit = limit;
        this.clock = clock;
    }

    /** Makes this bean, and so finds wrong settings, when the application starts. */
    void onStart(@Observes StartupEvent start) {
        LOG.debugf("Interrupted runs %s",
                seal.isPresent() ? "can be resumed over HTTP" : "give no state away: there is no key");
    }

    /** Who sends the request, on its own Vert.x context; nobody where no state is given away. */
    Uni<Optional<String>> caller() {
        if (seal.isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        Context context = Vertx.currentContext();
        return callers.name().emitOn(task -> context.runOnContext(onEventLoop -> task.run()));
    }

    /** The same events; that of an interruption has the state. */
    Multi<StreamEvent> given(RunResultStreaming run, StateOwner owner, Multi<StreamEvent> events) {
        return seal.isEmpty() ? events : events.map(event -> event instanceof RunUpdatedStreamEvent end
                && end.status() == RunStatus.INTERRUPTED ? end.withState(sealed(run.toState(), owner)) : event);
    }

    /**
     * The state that a request sends back, with its decisions made. It is not used yet.
     *
     * @throws ProblemException if it is none that this caller can use here and now
     */
    StateTicket open(ResumeRequest resume, String agent, Optional<String> caller) {
        StateSeal key = seal.orElseThrow(() -> refused(422, "is not accepted: this server has no key for states,"
                + " see runnel.http.state.keys"));
        byte[] content = key.open(resume.state()).orElseThrow(() -> refused(400, "is none that this server has given away,"
                + " or it was changed since; it must be sent back as it came"));
        StateTicket ticket;
        try {
            ticket = StateTicket.read(content);
        } catch (UserException otherVersion) {
            throw refused(422, "cannot be read: " + otherVersion.getMessage());
        }
        if (!clock.instant().isBefore(ticket.expires())) {
            throw refused(422, "has expired at " + ticket.expires());
        }
        if (!ticket.owner().agent().equals(agent)) {
            throw refused(422, "is of a run of another agent");
        }
        if (!ticket.owner().caller().equals(caller)) {
            throw refused(422, "is of a run of another caller");
        }
        resume.approvals().forEach(approval -> decide(ticket.state(), approval));
        return ticket;
    }

    /**
     * The run is resumed now.
     *
     * @throws ProblemException if it was before
     */
    void use(StateTicket ticket) {
        switch (used.use(ticket.id(), ticket.expires())) {
            case AGAIN -> throw refused(409, "was used already: its run was resumed, and what was decided is done");
            case FULL -> throw OpenRuns.later(Problem.of(503, "This server remembers as many used states as it may; "
                    + "try again when some have expired"));
            default -> { }
        }
    }

    private static void decide(RunState state, Approval approval) {
        List<ToolApprovalItem> calls = state.interruptions().stream()
                .filter(call -> call.callId().equals(approval.callId())).toList();
        if (calls.isEmpty()) {
            List<String> waiting = state.interruptions().stream().map(ToolApprovalItem::callId).distinct().toList();
            throw Problem.of(422, "The field 'approvals' decides of the call " + Problem.quote(approval.callId())
                    + ", which does not wait; those that do are " + waiting)
                    .with("field", "approvals").with("allowed", waiting).exception();
        }
        calls.forEach(call -> approval.applyTo(state, call));
    }

    private String sealed(RunState state, StateOwner owner) {
        StateTicket ticket = new StateTicket(UUID.randomUUID().toString(),
                clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS), owner, state);
        String text = seal.orElseThrow().seal(ticket.json());
        if (text.length() >= limit.bytes()) {
            LOG.warnf("The state of an interrupted run of the agent '%s' has %d bytes, more than a request may have;"
                    + " runnel.http.max-input-size must be larger so that it can be resumed", owner.agent(), text.length());
        }
        return text;
    }

    private static ProblemException refused(int status, String why) {
        return Problem.of(status, "The field 'state' " + why).with("field", "state").exception();
    }
}
