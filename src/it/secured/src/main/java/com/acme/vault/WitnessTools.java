package com.acme.vault;

import dev.runnel.tool.FunctionTool;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Tools that tell what surrounds them, before and after they have waited for others who are called at the same time. */
public class WitnessTools {

    private static final int LONGEST_SECONDS = 30;

    private final SecurityIdentity caller;
    private final Visit visit;
    private final Tracer tracer;
    private final Gates gates;

    WitnessTools(SecurityIdentity caller, Visit visit, Tracer tracer, Gates gates) {
        this.caller = caller;
        this.visit = visit;
        this.tracer = tracer;
        this.gates = gates;
    }

    /** What a tool sees: who calls, in which request context, on which thread, and the span that is current. */
    public record Sight(String caller, String visit, String thread, String trace, String span) {
    }

    /**
     * @param before the others are there
     * @param after they all are
     * @param child a span that was made then
     */
    public record Testimony(Sight before, Sight after, String child) {
    }

    @WithSpan("a thread that may block")
    @FunctionTool("Tells what a thread that may block sees, when so many are there.")
    Testimony witness(int many) throws Exception {
        Sight before = look();
        gates.arrive(many).get(LONGEST_SECONDS, TimeUnit.SECONDS);
        return new Testimony(before, look(), child());
    }

    @WithSpan("the event loop")
    @FunctionTool("Tells what the event loop sees, when so many are there.")
    Uni<Testimony> witnessByUni(int many) {
        Sight before = look();
        Context here = Vertx.currentContext();
        return Uni.createFrom().completionStage(gates.arrive(many))
                .emitOn(task -> here.runOnContext(none -> task.run()))
                .map(open -> new Testimony(before, look(), child()));
    }

    private Sight look() {
        SpanContext span = Span.current().getSpanContext();
        return new Sight(caller.getPrincipal().getName(), visit.id(), thread(), span.getTraceId(), span.getSpanId());
    }

    private String child() {
        Span child = tracer.spanBuilder("child").startSpan();
        child.end();
        return child.getSpanContext().getSpanId();
    }

    /** Thread.isVirtual() is there since Java 21 only. */
    private static String thread() {
        return Context.isOnEventLoopThread() ? "event loop"
                : Thread.currentThread().toString().startsWith("VirtualThread[") ? "virtual" : "worker";
    }
}
