package dev.runnel.run;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.BlockingOperationNotAllowedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Who calls, for one request context: what an application with Quarkus' security has. */
@RequestScoped
@Unremovable
class TestIdentityAssociation implements CurrentIdentityAssociation {

    private Optional<SecurityIdentity> known = Optional.of(new TestIdentity("nobody"));
    private Uni<SecurityIdentity> caller = Uni.createFrom().item(known.get());

    @Override
    public void setIdentity(SecurityIdentity identity) {
        known = Optional.of(identity);
        caller = Uni.createFrom().item(identity);
    }

    @Override
    public void setIdentity(Uni<SecurityIdentity> identity) {
        known = Optional.empty();
        caller = identity;
    }

    /** As Quarkus' own, an event loop does not wait for one who may be known. */
    @Override
    public SecurityIdentity getIdentity() {
        if (known.isEmpty() && Context.isOnEventLoopThread()) {
            throw new BlockingOperationNotAllowedException("The caller is not known yet");
        }
        return known.orElseGet(() -> caller.await().indefinitely());
    }

    @Override
    public Uni<SecurityIdentity> getDeferredIdentity() {
        return caller;
    }
}
