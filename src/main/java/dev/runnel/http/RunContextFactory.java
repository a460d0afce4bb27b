package dev.runnel.http;

import io.smallrye.mutiny.Uni;

/**
 * Makes the context object of each run that {@code POST /runs} starts: what tools and instructions then get from
 * {@link dev.runnel.context.RunContext#context(Class)}. A CDI bean of the application, at most one; a second one fails the
 * start. Without any, runs have no context object, and a request with the field {@code context} is refused. Nothing of that
 * field reaches a run but what the factory makes of it, so it is where a caller's claims are checked.
 * <p>
 * It is asked once for each request, whether that has the field or not, before the answer begins, in the request's context:
 * {@code SecurityIdentity} and {@code HttpHeaders} may be injected. The time it takes counts as the request's, not as the
 * run's. A client that leaves cancels the subscription.
 * <p>
 * This one must not block. {@link BlockingRunContextFactory} is for what takes its time or has the object at hand.
 */
@FunctionalInterface
public interface RunContextFactory {

    /**
     * Makes the context object of one run. Called on the request's event loop; the result may come from any thread. It
     * fails, or this method throws,
     * <ul>
     * <li>an {@link InvalidRunContextException} for a field {@code context} that does not do, or is missing: 400 with the
     * message;</li>
     * <li>a {@code WebApplicationException}, or an {@code UnauthorizedException}, {@code ForbiddenException} or
     * {@code AuthenticationFailedException} of Quarkus: answered as from an endpoint of the application;</li>
     * <li>anything else: 500, with the reason in the log only.</li>
     * </ul>
     *
     * @return the object, of the application's own type; null for none
     */
    Uni<?> create(RunContextRequest request);
}
