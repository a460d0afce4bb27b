package dev.runnel.http;

import dev.runnel.event.StreamEvent;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.common.util.ServerMediaType;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/** Puts a {@link FrameStream} in the place of the returned events. The outermost of all interceptors. */
@Streamed
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class StreamedInterceptor {

    private final Heartbeat heartbeat;
    private final HttpConfig config;

    @Inject
    StreamedInterceptor(Heartbeat heartbeat, HttpConfig config) {
        this.heartbeat = heartbeat;
        this.config = config;
    }

    @AroundInvoke
    Object stream(InvocationContext call) throws Exception {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request == null || !isEndpoint(request.getTarget(), call)) {
            return call.proceed();
        }
        Frames frames = frames(request.getTarget(), call);
        // where a path has several methods and none fits, quarkus-rest takes the first
        if (!Accept.of(request.getHttpHeaders().getRequestHeader(HttpHeaders.ACCEPT)).allows(frames.mediaType())) {
            throw new NotAcceptableException();
        }
        Object result = call.proceed();
        if (result instanceof Multi<?> events) {
            @SuppressWarnings("unchecked")
            Multi<StreamEvent> typed = (Multi<StreamEvent>) events;
            return new FrameStream(typed, frames, config.rawEvents(), request, heartbeat);
        }
        return result;
    }

    private static boolean isEndpoint(RuntimeResource target, InvocationContext call) {
        return target != null && target.getJavaMethodName().equals(call.getMethod().getName())
                && target.getResourceClass().isInstance(call.getTarget());
    }

    private static Frames frames(RuntimeResource target, InvocationContext call) {
        ServerMediaType produces = target.getProduces();
        if (produces != null && produces.getSortedOriginalMediaTypes().length == 1) {
            for (Frames frames : Frames.values()) {
                if (frames.fits(produces.getSortedOriginalMediaTypes()[0])) {
                    return frames;
                }
            }
        }
        throw new IllegalStateException("The @Streamed method " + call.getMethod().getDeclaringClass().getName() + "."
                + call.getMethod().getName() + " must produce exactly one of " + Frames.mediaTypes());
    }
}
