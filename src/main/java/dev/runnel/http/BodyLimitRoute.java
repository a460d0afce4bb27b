package dev.runnel.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.common.util.PathHelper;

/**
 * Answers a request for a run that tells a length beyond {@code quarkus.http.limits.max-body-size}, just before Quarkus
 * does: its answer has no body, and closes the connection of HTTP/2, with all other streams on it.
 */
@Singleton
final class BodyLimitRoute {

    void register(@Observes Router router, HttpConfig config, BodyLimit limit) {
        if (config.enabled()) {
            router.route().method(HttpMethod.POST).order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1)
                    .handler(request -> handle(request, limit));
        }
    }

    private static void handle(RoutingContext request, BodyLimit limit) {
        if (limit.isRefusedByServer(request.request().getHeader("Content-Length")) && isOurs(request.normalizedPath())) {
            UnreadBody.leave(request);
            request.response().setStatusCode(413).putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(limit.tooLarge().json()));
        } else {
            request.next();
        }
    }

    private static boolean isOurs(String path) {
        String prefix = ResteasyReactiveRecorder.getCurrentDeployment().getPrefix();
        return Endpoint.at(PathHelper.getPathWithoutPrefix(path, prefix)).filter(Endpoint::takesBody).isPresent();
    }
}
