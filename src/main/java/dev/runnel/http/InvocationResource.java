package dev.runnel.http;

import dev.runnel.event.StreamEvent;
import io.quarkus.arc.properties.IfBuildProperty;
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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * {@code POST /invocations}: a run, in the form of AWS Bedrock AgentCore Runtime's HTTP contract. Its events go out as lines
 * of {@code data} alone, faults as {@link InvocationFault}s.
 */
@Path(InvocationResource.PATH)
@Singleton
@NonBlocking
@IfBuildProperty(name = "runnel.agentcore.included", stringValue = "true")
public class InvocationResource {

    static final String PATH = "/invocations";
    static final String SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";

    /** AgentCore's own have at least 33. */
    private static final Pattern ID = Pattern.compile("[!-~]{1,256}");

    private final RunStarts starts;
    private final RunRequestReader reader;
    private final HttpConfig config;
    private final Heartbeat heartbeat;

    @Inject
    InvocationResource(RunStarts starts, AgentCore agentCore, HttpConfig config, Heartbeat heartbeat) {
        this.starts = starts;
        this.reader = RunRequestReader.of(config, RequestForm.invocation(agentCore.agent()));
        this.config = config;
        this.heartbeat = heartbeat;
    }

    /** Its events, as they happen. */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<StreamEvent> stream(RunBody body) {
        Multi<StreamEvent> events = PendingEvents.of(InvocationFault.in(() -> starts.events(() -> request(body))),
                CurrentRequestManager.get());
        return new FrameStream(events, Frames.DATA, config.rawEvents(), CurrentRequestManager.get(), heartbeat);
    }

    /** What it gave, once it has ended. */
    @POST
    public Uni<Response> collect(RunBody body) {
        return InvocationFault.in(() -> starts.result(() -> request(body)));
    }

    private RunRequest request(RunBody body) {
        return reader.read(body).inSession(session());
    }

    private static Optional<String> session() {
        List<String> ids = CurrentRequestManager.get().getHttpHeaders().getRequestHeader(SESSION);
        if (ids.size() > 1 || ids.stream().anyMatch(id -> !ID.matcher(id).matches())) {
            throw Problem.of(400, "The header '" + SESSION + "' must be one id of up to 256 printable ASCII characters "
                    + "without spaces").with("header", SESSION).exception();
        }
        return ids.stream().findFirst();
    }
}
