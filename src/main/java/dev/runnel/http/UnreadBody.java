package dev.runnel.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** The rest of a body that is refused in the middle. */
final class UnreadBody {

    /** Long enough for a client to see the answer, short enough for nobody to upload anything. */
    private static final long LINGER_MILLIS = 1000;

    private UnreadBody() {
    }

    /**
     * Once the answer is sent, what still comes is thrown away for a moment, because to close at once would take the answer
     * from a client that still writes. Then the stream of HTTP/2 is reset (RFC 9113, 8.1), or the connection of HTTP/1.1
     * closed (RFC 9112, 9.6). To be called before the answer's head is written.
     */
    static void leave(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            context.addEndHandler(sent -> throwAway(context, () -> { }, () -> request.response().reset()));
        } else {
            request.response().putHeader("Connection", "close");
            Runnable close = () -> request.connection().close();
            context.addEndHandler(sent -> throwAway(context, close, close));
        }
    }

    private static void throwAway(RoutingContext context, Runnable allCame, Runnable late) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            allCame.run();
            return;
        }
        long timer = context.vertx().setTimer(LINGER_MILLIS, over -> late.run());
        request.exceptionHandler(gone -> context.vertx().cancelTimer(timer));
        request.endHandler(all -> {
            context.vertx().cancelTimer(timer);
            allCame.run();
        });
        request.handler(thrownAway -> { }).resume();
    }
}
