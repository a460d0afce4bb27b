package dev.runnel.tool;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tools that say on which thread they ran, whose request they saw, and whether the run's Vert.x context was there. */
class ThreadTools {

    static final boolean VIRTUAL_THREADS = Runtime.version().feature() >= 21;

    @Inject
    ScopedTools.Caller caller;

    @FunctionTool
    String ttOnDefault() {
        return seen();
    }

    @FunctionTool
    Uni<String> ttOnUni() {
        return Uni.createFrom().item(seen());
    }

    @FunctionTool
    CompletionStage<String> ttOnStage() {
        return CompletableFuture.completedFuture(seen());
    }

    private String seen() {
        String thread = Context.isOnEventLoopThread() ? "event loop" : isVirtual() ? "virtual" : "worker";
        return thread + ", " + caller.name() + ", " + Vertx.currentContext().<String> getLocal("tt");
    }

    private static boolean isVirtual() {
        try {
            return VIRTUAL_THREADS && (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
