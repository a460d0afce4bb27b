package dev.runnel.run;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Who called: carried from the caller's request context into the run's. Nobody where the application has no security. */
final class CallerIdentity {

    private final Optional<Uni<SecurityIdentity>> identity;

    private CallerIdentity(Optional<Uni<SecurityIdentity>> identity) {
        this.identity = identity;
    }

    static CallerIdentity capture() {
        ArcContainer container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return new CallerIdentity(Optional.empty());
        }
        return new CallerIdentity(association(container)
                .map(caller -> caller.getDeferredIdentity().memoize().indefinitely()));
    }

    /** In the run's request context. */
    void restore() {
        identity.ifPresent(who -> association(Arc.container()).orElseThrow().setIdentity(who));
    }

    private static Optional<CurrentIdentityAssociation> association(ArcContainer container) {
        InstanceHandle<CurrentIdentityAssociation> handle = container.instance(CurrentIdentityAssociation.class);
        return handle.isAvailable() ? Optional.of(handle.get()) : Optional.empty();
    }
}
