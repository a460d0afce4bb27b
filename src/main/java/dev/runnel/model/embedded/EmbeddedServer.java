package dev.runnel.model.embedded;

import io.smallrye.mutiny.Uni;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The HTTP server of the embedded model, on 127.0.0.1 only. Thread-safe. */
final class EmbeddedServer {

    private static final Logger LOG = Logger.getLogger(EmbeddedServer.class.getPackageName());

    private static final String HOST = "127.0.0.1";
    private static final int CLOSE_SECONDS = 5;

    private final Vertx vertx;
    private final EmbeddedSettings settings;
    private final ResponsesHandler handler;
    private CompletableFuture<Listening> listening; // null until it is opened
    private boolean closed;

    EmbeddedServer(Vertx vertx, EmbeddedSettings settings, Answers answers) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.handler = new ResponsesHandler(vertx, answers, settings);
    }

    /**
     * Where it listens, without a slash at the end. The first subscription opens it; where that fails, the next one tries
     * again. A subscriber on a Vert.x context is called on that context.
     */
    Uni<String> baseUrl() {
        return Uni.createFrom().deferred(() -> {
            Context context = Vertx.currentContext();
            CompletableFuture<Listening> opened = open();
            Uni<String> url = Uni.createFrom().completionStage(opened)
                    .map(listening -> "http://" + HOST + ":" + listening.port() + "/v1");
            return context == null || opened.isDone() ? url
                    : url.emitOn(task -> context.runOnContext(ignored -> task.run()));
        });
    }

    /** Whether it was asked for and not closed. */
    synchronized boolean isOpen() {
        return listening != null;
    }

    /** How many answers are being streamed now. */
    int openStreams() {
        return handler.openStreams();
    }

    /** Closes it for good, streams included, and waits for that; false where it takes too long. Not for an event loop. */
    boolean close() {
        CompletableFuture<Listening> last;
        synchronized (this) {
            closed = true;
            last = listening;
            listening = null;
        }
        return last == null || isDone(last.thenCompose(open -> vertx.undeploy(open.deployment()).toCompletionStage()));
    }

    private synchronized CompletableFuture<Listening> open() {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("The embedded model is closed"));
        }
        if (listening == null || listening.isCompletedExceptionally()) {
            Listener listener = new Listener();
            // a verticle has an event-loop context of its own, whoever asks first
            listening = vertx.deployVerticle(listener).toCompletionStage().toCompletableFuture()
                    .thenApply(deployment -> new Listening(deployment, listener.port));
        }
        return listening;
    }

    private static boolean isDone(CompletableFuture<Void> closing) {
        try {
            closing.get(CLOSE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            return true; // it never opened, or Vert.x was closed before and took it along
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record Listening(String deployment, int port) {
    }

    private final class Listener extends AbstractVerticle {

        private volatile int port;
        private HttpServer server;

        @Override
        public void start(Promise<Void> started) {
            server = vertx.createHttpServer(new HttpServerOptions().setHost(HOST).setPort(settings.port()))
                    .requestHandler(handler);
            server.listen().<Void> map(open -> {
                port = open.actualPort();
                LOG.debugf("The embedded model listens on %s:%d", HOST, port);
                return null;
            }).onComplete(started);
        }

        @Override
        public void stop(Promise<Void> stopped) {
            server.close().onComplete(stopped);
        }
    }
}
