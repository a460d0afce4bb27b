package dev.runnel.http;

import dev.runnel.event.RawEvents;
import dev.runnel.event.StreamEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Flow;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * What the framework gets instead of the events: nothing but their end. To subscribe to it is to write them; the framework
 * cancels it when the client is gone. The head of an event stream it sends before it subscribes, that of another stream with
 * the first item, which never comes here.
 */
final class FrameStream extends AbstractMulti<StreamEvent> {

    private final Multi<StreamEvent> events;
    private final Frames frames;
    private final RawEvents mode;
    private final ResteasyReactiveRequestContext request;
    private final HttpServerResponse response;
    private final Heartbeat heartbeat;
    private final Context context = Vertx.currentContext(); // the request's own, on a worker or virtual thread too

    FrameStream(Multi<StreamEvent> events, Frames frames, RawEvents mode, ResteasyReactiveRequestContext request,
            Heartbeat heartbeat) {
        this.events = events;
        this.frames = frames;
        this.mode = mode;
        this.request = request;
        this.response = request.unwrap(HttpServerResponse.class);
        this.heartbeat = heartbeat;
        response.putHeader("Cache-Control", "no-cache, no-transform").putHeader("X-Accel-Buffering", "no");
    }

    @Override
    public void subscribe(MultiSubscriber<? super StreamEvent> framework) {
        // request::close, because after a disconnect the framework leaves the request scope open
        FrameWriter writer = new FrameWriter(new Batch(frames, mode), response, context, heartbeat, framework::onCompletion,
                request::close);
        framework.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {
                // there are no items
            }

            @Override
            public void cancel() {
                context.runOnContext(onEventLoop -> writer.cancel());
            }
        });
        context.runOnContext(onEventLoop -> {
            if (!response.headWritten()) {
                response.putHeader("Content-Type", frames.mediaType()).setChunked(true);
            }
            if (request.unwrap(HttpServerRequest.class).method() == HttpMethod.HEAD) {
                response.end(); // the framework would put other headers first
                framework.onCompletion();
            } else {
                writer.open(events);
            }
        });
    }
}
