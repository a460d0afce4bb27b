package dev.runnel.http;

import dev.runnel.agent.BeanPlace;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks the application's {@link RunContextFactory}, where there is one, for the context objects of runs. Thread-safe. */
@Singleton
final class RunContexts {

    private static final Logger LOG = Logger.getLogger(RunContexts.class);

    private final Optional<RunContextFactory> factory;

    /** @throws IllegalStateException if there are two factories */
    @Inject
    RunContexts(@Any Instance<RunContextFactory> beans) {
        if (beans.isAmbiguous()) {
            throw new IllegalStateException("There is more than one bean of type RunContextFactory: "
                    + BeanPlace.listed(beans.handles()) + "; allowed is one");
        }
        this.factory = beans.isResolvable() ? Optional.of(beans.get()) : Optional.empty();
    }

    /** Makes this bean, and so finds a second factory, when the application starts. */
    void onStart(@Observes StartupEvent start) {
        LOG.debugf("The context of runs comes from %s", factory);
    }

    /**
     * The context object of a run; empty for none. With a factory it comes after this call has returned, on the caller's
     * Vert.x context, and so does a failure, which is the answer to the request.
     *
     * @throws ProblemException if there is a context in the request and no factory
     */
    Uni<Optional<Object>> of(RunContextRequest request) {
        if (factory.isEmpty()) {
            if (request.context().isPresent()) {
                throw Problem.of(422, "The field 'context' is not allowed here: an application that takes it must have a "
                        + "RunContextFactory bean").with("field", "context").exception();
            }
            return Uni.createFrom().item(Optional.empty());
        }
        Context caller = Vertx.currentContext();
        return Uni.createFrom()
                .deferred(() -> factory.get().create(request).map(given -> Optional.<Object> ofNullable(given)))
                .onFailure().transform(failure -> answer(request, failure))
                .emitOn(task -> caller.runOnContext(onEventLoop -> task.run()));
    }

    private static Throwable answer(RunContextRequest request, Throwable failure) {
        if (failure instanceof InvalidRunContextException invalid) {
            return Problem.of(400, "The field 'context' is not accepted: " + invalid.getMessage()).with("field", "context")
                    .exception();
        }
        if (failure instanceof WebApplicationException || failure instanceof UnauthorizedException
                || failure instanceof ForbiddenException || failure instanceof AuthenticationFailedException) {
            return failure;
        }
        LOG.errorf(failure, "The RunContextFactory failed for a run of the agent '%s'", request.agent());
        return Problem.of(500, "The run could not be started because of an error inside the application; its log tells more")
                .exception();
    }
}
