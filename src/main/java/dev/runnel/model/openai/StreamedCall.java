package dev.runnel.model.openai;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.function.Function;

/**
 * A call of the REST client as a Multi of the raw chunks of its body; an answer that is no event stream is a failure. Every
 * subscription is a new call, and its subscription is an {@link Exchange}. Signals come on the subscriber's own Vert.x
 * context, or on a new event loop context if it has none.
 */
final class StreamedCall extends AbstractMulti<Buffer> {

    private static final int ATTEMPTS = 4;

    private final ModelClient client;
    private final Function<Exchange, Uni<?>> endpoint;
    private final byte[] body;

    StreamedCall(ModelClient client, Function<Exchange, Uni<?>> endpoint, byte[] body) {
        this.client = client;
        this.endpoint = endpoint;
        this.body = body;
    }

    @Override
    public void subscribe(MultiSubscriber<? super Buffer> downstream) {
        ContextInternal context = eventLoop(client.vertx());
        Exchange exchange = new Exchange(body, downstream, context, client.faults(), client.timeouts());
        downstream.onSubscribe(exchange);
        context.emit(exchange, this::call);
    }

    private void call(Exchange exchange) {
        if (exchange.isDone()) {
            return;
        }
        exchange.started();
        attempt(exchange, ATTEMPTS);
    }

    /**
     * The pool may hand out a connection that closes at that moment, since its close comes to the pool as a task of its own.
     * Nothing of the call was sent then, and another connection serves it.
     */
    private void attempt(Exchange exchange, int left) {
        // The Uni is never cancelled: cancelled before it has a connection it would keep the pool's place for good.
        Uni.createFrom().deferred(() -> endpoint.apply(exchange)).subscribe().with(answer -> exchange.opened(), failure -> {
            if (left > 1 && Faults.isClosedBefore(failure) && exchange.isUnsent()) {
                attempt(exchange, left - 1);
            } else {
                exchange.failed(failure);
            }
        });
    }

    /** Never a worker's context: the take-over of the answer could block there. */
    private static ContextInternal eventLoop(Vertx vertx) {
        Context current = Vertx.currentContext();
        return current != null && current.isEventLoopContext()
                ? (ContextInternal) current
                : ((VertxInternal) vertx).createEventLoopContext();
    }
}
