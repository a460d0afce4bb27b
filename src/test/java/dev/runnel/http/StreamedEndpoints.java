package dev.runnel.http;

import dev.runnel.event.AgentRef;
import dev.runnel.event.EventOrigin;
import dev.runnel.event.OutputValue;
import dev.runnel.event.StreamEvent;
import dev.runnel.event.ToolProgressStreamEvent;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Endpoints as an application would write them; what they stream is what the test has put there. */
@Path("/test/streamed")
@Singleton
public class StreamedEndpoints {

    private volatile Supplier<Multi<StreamEvent>> source = () -> Multi.createFrom().empty();
    private volatile String threadName = "";

    @Inject
    RequestScopedBean scoped;

    /** Counts those that live. */
    @RequestScoped
    static class RequestScopedBean {

        static final AtomicInteger ALIVE = new AtomicInteger();

        void touch() {
            ALIVE.incrementAndGet();
        }

        @PreDestroy
        void destroy() {
            ALIVE.decrementAndGet();
        }
    }

    void serve(Supplier<Multi<StreamEvent>> next) {
        source = next;
    }

    String threadName() {
        return threadName;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Streamed
    public Multi<StreamEvent> events() {
        scoped.touch();
        return source.get();
    }

    @GET
    @Path("/blocking")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Streamed
    @Blocking
    public Multi<StreamEvent> blocking() {
        threadName = Thread.currentThread().getName();
        return source.get();
    }

    @GET
    @Path("/several")
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=1")
    @Streamed
    public Multi<StreamEvent> several() {
        return source.get();
    }

    @GET
    @Path("/several")
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.8")
    public String json() {
        return "{}";
    }

    @GET
    @Path("/ndjson")
    @Produces("application/x-ndjson")
    @Streamed
    public Multi<StreamEvent> ndjson() {
        return source.get();
    }

    @GET
    @Path("/lines")
    @Produces(MediaType.TEXT_PLAIN)
    @Streamed
    public Multi<StreamEvent> lines() {
        return source.get();
    }

    static StreamEvent event(int number) {
        return event(number, "");
    }

    /** An event that is a little larger than the text. */
    static StreamEvent event(int number, String text) {
        return event("run_1", number, text);
    }

    static StreamEvent event(String runId, int number, String text) {
        return new ToolProgressStreamEvent(EventOrigin.of(runId, new AgentRef("Tester")), number, "c", OutputValue.of(text));
    }

    static String frame(int number) {
        return "id: run_1:" + number + "\nevent: tool_progress_stream_event\ndata: {\"type\":\"tool_progress_stream_event\","
                + "\"run_id\":\"run_1\",\"sequence_number\":" + number
                + ",\"turn\":0,\"agent\":\"Tester\",\"call_id\":\"c\",\"data\":\"\"}\n\n";
    }
}
