package dev.runnel.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.common.util.PathHelper;

/**
 * Answers a request for a run that tells a length beyond {@code quarkus.http.limits.max-body-size}, just before Quarkus
 * does: its answer has no body, and closes the connection of HTTP/2, with all other streams on it.
 */
@Singleton
final class BodyLimitRoute {

    void register(@Observes Router router, ServedEndpoints served, BodyLimit limit) {
        if (served.any()) {
            router.route().method(HttpMethod.POST).order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1)
                    .handler(request -> handle(request, served, limit));
        }
    }

    private static void handle(RoutingContext request, ServedEndpoints served, BodyLimit limit) {
        if (limit.isRefusedByServer(request.request().getHeader("Content-Length"))) {
            served.at(path(request)).filter(Endpoint::takesBody)
                    .ifPresentOrElse(endpoint -> refuse(request, endpoint, limit), request::next);
        } else {
            request.next();
        }
    }

    private static void refuse(RoutingContext request, Endpoint endpoint, BodyLimit limit) {
        UnreadBody.leave(request);
        Response refusal = endpoint.refusal(limit.tooLarge().exception()).getResponse();
        request.response().setStatusCode(refusal.getStatus()).putHeader("Content-Type", refusal.getMediaType().toString())
                .end(Buffer.buffer((byte[]) refusal.getEntity()));
    }

    private static String path(RoutingContext request) {
        return PathHelper.getPathWithoutPrefix(request.normalizedPath(),
                ResteasyReactiveRecorder.getCurrentDeployment().getPrefix());
    }
}
